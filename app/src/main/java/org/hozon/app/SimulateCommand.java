package org.hozon.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hozon.app.text.SimulationText;
import org.hozon.model.HozonException;
import org.hozon.sim.Break;
import org.hozon.sim.Churn;
import org.hozon.sim.Simulation;
import org.hozon.sim.SimulationPlan;
import org.hozon.sim.SimulationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code hozon simulate}: years of failures through the decisions of live nodes. */
@Command(
    name = "simulate",
    description = {
      "Lives universes of nodes in virtual time, with the same decisions as live nodes:",
      "crashes, sleep, partitions, full disks, rot, clocks that are off, nodes that come and go.",
      "Exit code 1 when a pack was lost or a promise broken; the seed replays it exactly."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int DAYS_A_YEAR = 365;
  private static final int SEEDS = 100;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "how many universes to live (default: 100)")
  Integer seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description =
          "seed of the first (default: 1); without --seeds it lives that one universe alone")
  Long seed;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "nodes in each universe (default: drawn by its seed, 5 to 60)")
  int nodes;

  @Option(names = "--days", paramLabel = "D", description = "days each lives (default: 30)")
  Integer days;

  @Option(names = "--years", paramLabel = "Y", description = "years each lives")
  Integer years;

  @Option(
      names = "--churn",
      paramLabel = "HOW",
      description = "how much goes wrong: calm, usual or wild (default: usual)")
  String churn = Churn.USUAL.word();

  @Option(
      names = "--break",
      paramLabel = "RULE",
      description = "break a rule on purpose, to see the universe notice; 'list' names them")
  String broken;

  private final Context context;

  SimulateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if ("list".equals(broken)) {
      context.print(
          Arrays.stream(Break.values()).collect(Collectors.toMap(Break::word, Break::words)),
          SimulationText::breaks);
      return ExitCode.OK;
    }
    SimulationPlan plan = plan();
    SimulationReport report = run(plan);
    context.print(report, () -> SimulationText.of(report, plan));
    if (report.good()) {
      return ExitCode.OK;
    }
    context.tell(
        "Something broke in %d of %d universes; the first replays with: %s"
            .formatted(
                report.broken(),
                report.universes(),
                SimulationText.replay(report.failures().get(0).seed(), plan)));
    return FAILED;
  }

  private SimulationPlan plan() {
    if (years != null && days != null) {
      throw usage("Give either --days or --years.");
    }
    int length = years != null ? years * DAYS_A_YEAR : days != null ? days : 30;
    try {
      return new SimulationPlan(
          seed == null ? 1 : seed,
          seeds != null ? seeds : seed != null ? 1 : SEEDS,
          length,
          nodes,
          churn(),
          rule(),
          Runtime.getRuntime().availableProcessors());
    } catch (IllegalArgumentException wrong) {
      throw usage("This cannot be simulated: " + wrong.getMessage() + ".");
    }
  }

  private Churn churn() {
    try {
      return Churn.valueOf(churn.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException wrong) {
      throw usage("--churn takes calm, usual or wild, not '" + churn + "'.");
    }
  }

  private Break rule() {
    return broken == null
        ? null
        : Break.parse(broken)
            .orElseThrow(
                () ->
                    usage(
                        "There is no rule '"
                            + broken
                            + "'; write one of "
                            + Break.allWords()
                            + "."));
  }

  private static HozonException usage(String sentence) {
    return new HozonException(HozonException.Kind.USAGE, sentence);
  }

  private SimulationReport run(SimulationPlan plan) {
    try (SimulationProgress progress =
        new SimulationProgress(
            context.quiet() ? null : context.terminal().err(),
            context.terminal().live(),
            plan.seeds(),
            System::nanoTime)) {
      return Simulation.run(plan, progress);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new HozonException(
          HozonException.Kind.FAILED, "The simulation was interrupted before its end.", stopped);
    }
  }
}
