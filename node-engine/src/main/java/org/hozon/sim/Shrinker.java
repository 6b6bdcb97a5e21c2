package org.hozon.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes a universe that broke as small as it can be while the same promise still breaks (delta
 * debugging, Zeller and Hildebrandt 2002): first its days, then faults, deposits, releases and
 * nodes are taken away.
 */
final class Shrinker {
  private static final long DAY = 86_400_000;

  private final Break rule;
  private final long deadline;
  private int left;
  private UniverseRun.Outcome best;

  /**
   * @param most lives at most
   * @param millis time at most
   */
  Shrinker(Break rule, int most, long millis) {
    this.rule = rule;
    this.left = most;
    this.deadline = System.nanoTime() + millis * 1_000_000;
  }

  /** The smallest outcome found that breaks the same promise. */
  UniverseRun.Outcome shrink(UniverseRun.Outcome broken) {
    best = broken;
    int days = (int) (broken.at() / DAY) + 1;
    if (days < broken.plan().days()) {
      attempt(best.plan().withDays(days));
    }
    int before;
    do {
      before = size();
      fewer(best.plan().faults(), best.plan()::withFaults);
      fewer(best.plan().deposits(), best.plan()::withDeposits);
      fewer(best.plan().releases(), best.plan()::withReleases);
      nodes();
    } while (size() < before && left > 0);
    return best;
  }

  private int size() {
    UniversePlan plan = best.plan();
    return plan.faults().size()
        + plan.deposits().size()
        + plan.releases().size()
        + plan.nodes().size()
        - plan.absent().size();
  }

  private boolean attempt(UniversePlan plan) {
    if (left-- <= 0 || System.nanoTime() > deadline) {
      left = 0;
      return false;
    }
    UniverseRun.Outcome outcome = UniverseRun.live(plan, rule);
    boolean same = !outcome.held() && outcome.broken().rule().equals(best.broken().rule());
    if (same) {
      best = outcome;
    }
    return same;
  }

  /** Takes away halves, then quarters, and so on, as long as it still breaks. */
  private <T> void fewer(List<T> all, Function<List<T>, UniversePlan> with) {
    List<T> kept = new ArrayList<>(all);
    for (int chunk = Math.max(1, kept.size() / 2); chunk >= 1 && left > 0; chunk /= 2) {
      for (int from = 0; from < kept.size() && left > 0; ) {
        List<T> rest = new ArrayList<>(kept.subList(0, from));
        rest.addAll(kept.subList(Math.min(kept.size(), from + chunk), kept.size()));
        if (attempt(with.apply(rest))) {
          kept = rest;
        } else {
          from += chunk;
        }
      }
    }
  }

  private void nodes() {
    for (int node = best.plan().nodes().size() - 1; node >= 0 && left > 0; node--) {
      if (!best.plan().absent().contains(node)) {
        attempt(best.plan().withoutNode(node));
      }
    }
  }
}
