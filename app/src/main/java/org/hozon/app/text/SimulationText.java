package org.hozon.app.text;

import java.util.Locale;
import org.hozon.model.Sizes;
import org.hozon.sim.Break;
import org.hozon.sim.SimulationPlan;
import org.hozon.sim.SimulationReport;

/** The report of a simulation for a person. */
public final class SimulationText {
  private SimulationText() {}

  /** All of it, one fact a line. */
  public static String of(SimulationReport report, SimulationPlan plan) {
    StringBuilder text = new StringBuilder();
    line(text, "Universes", Words.count(report.universes()) + " of " + report.days() + " days");
    line(
        text, "Seeds", report.firstSeed() + " to " + (report.firstSeed() + report.universes() - 1));
    if (plan.broken() != null) {
      line(text, "Broken on purpose", plan.broken().words());
    }
    line(text, "Node-days", Words.count(report.nodeDays()));
    line(
        text,
        "Packs made safe",
        Words.count(report.packs()) + ", " + Sizes.format(report.bytes()) + " without copies");
    line(text, "Lost", Words.count(report.lost()));
    line(text, "Universes broken", Words.count(report.broken()));
    line(text, "Relied upon", String.format(Locale.ROOT, "%,.0f pack-years", report.packYears()));
    line(
        text,
        "Copies repaired",
        Words.count(report.repairs()) + ", " + Sizes.format(report.repairBytes()));
    line(text, "Surplus trimmed", Words.count(report.trims()));
    line(text, "Damage found", Words.count(report.damageFound()) + " copies");
    line(
        text,
        "Longest below policy",
        Words.span(Math.rint(report.longestBelowSeconds()))
            + " whatever the reason, "
            + Words.span(Math.rint(report.longestUnexcusedSeconds()))
            + " without a named one (to the hour)");
    line(text, "Given up by owners", Words.count(report.released()) + " packs, all gone");
    line(
        text,
        "Faults held back",
        Words.count(report.withheld())
            + " that would have left no intact copy, or only one with damage unfound;");
    line(text, "", "what is said of losses holds while one intact copy lives");
    line(
        text,
        "Work",
        String.format(Locale.ROOT, "%,d events in %.1f s", report.events(), report.seconds()));
    if (!report.underPolicy().isEmpty()) {
      text.append("\nUnder policy with a named reason (sightings, one an hour):\n");
      report.underPolicy().forEach((why, count) -> line(text, "  " + Words.count(count), why));
    }
    text.append("\nFaults:\n");
    report.faults().forEach((kind, count) -> line(text, "  " + Words.count(count), kind));
    for (SimulationReport.Failure failure : report.failures()) {
      failure(text, failure, plan);
    }
    return text.toString();
  }

  private static void failure(
      StringBuilder text, SimulationReport.Failure failure, SimulationPlan plan) {
    text.append("\nSeed ").append(failure.seed()).append(" broke \"").append(failure.rule());
    text.append("\".\n  ").append(failure.what().strip().replace("\n", "\n  ")).append('\n');
    text.append("  Replay: ").append(replay(failure.seed(), plan));
    text.append(" (trace ").append(failure.trace()).append(")\n  The smallest story found:\n");
    failure.scenario().forEach(step -> text.append("    ").append(step).append('\n'));
  }

  /** The command that lives one universe again. */
  public static String replay(long seed, SimulationPlan plan) {
    return "hozon simulate --seed "
        + seed
        + " --days "
        + plan.days()
        + (plan.nodes() > 0 ? " --nodes " + plan.nodes() : "")
        + " --churn "
        + plan.churn().word()
        + (plan.broken() == null ? "" : " --break " + plan.broken().word());
  }

  /** The rules that can be broken on purpose. */
  public static String breaks() {
    Table table = new Table("RULE", "WHAT HAPPENS");
    for (Break rule : Break.values()) {
      table.row(rule.word(), rule.words());
    }
    return table.text();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%-22s %s%n", name, value));
  }
}
