package org.hozon.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lives one universe from its plan to its peace. */
final class UniverseRun {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  /**
   * How it ended.
   *
   * @param plan what was lived
   * @param trace fingerprint of all that happened to the machines and all they did
   * @param broken the invariant that broke; null when all held
   * @param at when it broke, milliseconds since the start; the end when none did
   */
  record Outcome(UniversePlan plan, long trace, InvariantBroken broken, long at, Tally tally) {
    boolean held() {
      return broken == null;
    }
  }

  private UniverseRun() {}

  /**
   * Lives it.
   *
   * @param rule a rule to break in it; null for none
   */
  static Outcome live(UniversePlan plan, Break rule) {
    Universe universe = new Universe(plan.seed(), plan.settings(), plan.loss(), rule, false);
    InvariantBroken broken = null;
    try {
      live(universe, plan);
    } catch (InvariantBroken found) {
      broken = found;
    }
    universe.truth().end();
    Tally tally = universe.tally();
    tally.events = universe.happened();
    tally.guardedPackMillis = tally.acknowledged * (universe.now() - Universe.START);
    return new Outcome(plan, universe.trace(), broken, universe.now() - Universe.START, tally);
  }

  /** Lives a plan in a universe made for it. */
  static void live(Universe universe, UniversePlan plan) {
    plan.nodes().forEach(universe::add);
    Depositors depositors = new Depositors(universe);
    Faults faults = new Faults(universe, depositors);
    List<SimNode> first = new ArrayList<>(universe.nodes());
    for (Fault fault : plan.faults()) {
      if (fault.kind() == FaultKind.JOIN) {
        first.remove(universe.node(fault.nodes().get(0)));
      } else if (fault.kind() == FaultKind.CLOCK_SKEW) {
        faults.happen(fault);
      }
    }
    for (int absent : plan.absent()) {
      universe.node(absent).leaveForGood();
      first.remove(universe.node(absent));
    }
    int firstCount = first.size();
    universe.startAll(first);
    universe.inspector().begin();
    for (UniversePlan.Deposit deposit : plan.deposits()) {
      universe.in(
          deposit.at(),
          () ->
              depositors.deposit(
                  universe.node(deposit.depositor() % universe.nodes().size()), deposit));
    }
    for (UniversePlan.Release release : plan.releases()) {
      universe.in(release.at(), () -> depositors.release(universe.node(release.depositor())));
    }
    for (Fault fault : plan.faults()) {
      if (fault.kind() != FaultKind.CLOCK_SKEW) {
        universe.in(fault.at(), () -> faults.happen(fault));
      }
    }
    if (firstCount > 0) {
      universe.runFor(plan.days() * DAY);
      peace(universe, faults, plan);
      universe.invariants().settled();
    }
  }

  /** Everything is mended, everybody comes back, and there is time enough. */
  private static void peace(Universe universe, Faults faults, UniversePlan plan) {
    faults.end();
    universe.network().fairWeather();
    universe.network().openAll();
    universe.heal();
    for (SimNode node : universe.nodes()) {
      node.arm(null);
      node.wakeGuard();
      universe.resume(node);
      universe.wakeUp(node);
      if (!plan.absent().contains(node.number) && node.startedAt() > 0) {
        universe.revive(node);
      }
      faults.free(node);
    }
    Duration waits =
        plan.settings()
            .holdOff()
            .moreCopies()
            .plus(plan.settings().trimAfter().multipliedBy(2))
            .plus(Duration.ofHours(6));
    universe.runFor(waits.toMillis());
  }
}
