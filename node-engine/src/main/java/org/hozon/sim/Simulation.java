package org.hozon.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Lives many universes, as many at a time as there are threads, and counts what came of them. The
 * same plan gives the same report but for the time it took.
 */
public final class Simulation {
  private static final int SHRUNK_AT_MOST = 3;
  private static final int SHRINK_LIVES = 400;
  private static final long SHRINK_MILLIS = 40_000;
  private static final double YEAR_MILLIS = 365.25 * 86_400_000;

  private final SimulationPlan plan;
  private final Progress progress;
  private final Tally sum = new Tally();
  private final Map<Long, UniverseRun.Outcome> broken = new TreeMap<>();
  private long nodeDays;
  private int lived;

  /** Is told how far it is, on the thread that runs the simulation. */
  @FunctionalInterface
  public interface Progress {
    /**
     * One more universe was lived.
     *
     * @param lived how many so far
     * @param broken in how many of them an invariant broke
     */
    void lived(int lived, int broken);
  }

  private Simulation(SimulationPlan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Lives all universes of a plan.
   *
   * @throws InterruptedException when the thread is interrupted; what was lived so far is given up
   */
  public static SimulationReport run(SimulationPlan plan, Progress progress)
      throws InterruptedException {
    return new Simulation(plan, progress).run();
  }

  private SimulationReport run() throws InterruptedException {
    long began = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(plan.threads());
    try {
      ExecutorCompletionService<UniverseRun.Outcome> runs = new ExecutorCompletionService<>(pool);
      int begun = 0;
      while (lived < plan.seeds()) {
        while (begun < plan.seeds() && begun < lived + 4 * plan.threads()) {
          long seed = plan.firstSeed() + begun++;
          runs.submit(() -> UniverseRun.live(plan.universe(seed), plan.broken()));
        }
        took(runs.take().get());
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a universe could not be lived", failed.getCause());
    } finally {
      pool.shutdownNow();
    }
    return report((System.nanoTime() - began) / 1e9);
  }

  private void took(UniverseRun.Outcome outcome) {
    lived++;
    sum.add(outcome.tally());
    nodeDays +=
        (long) (outcome.plan().nodes().size() - outcome.plan().absent().size()) * plan.days();
    if (!outcome.held()) {
      broken.put(outcome.plan().seed(), outcome);
    }
    progress.lived(lived, broken.size());
  }

  private SimulationReport report(double seconds) {
    Map<String, Long> faults = new LinkedHashMap<>();
    sum.faults.forEach((kind, count) -> faults.put(kind.words(), count));
    double packYears = sum.guardedPackMillis / YEAR_MILLIS;
    return new SimulationReport(
        lived,
        plan.days(),
        plan.firstSeed(),
        nodeDays,
        sum.acknowledged,
        sum.bytes,
        sum.lost,
        sum.released,
        sum.shortages,
        sum.copies,
        sum.copiedBytes,
        sum.trims,
        sum.damageFound,
        sum.longestBelowMillis / 1e3,
        sum.longestUnexcusedMillis / 1e3,
        packYears,
        faults,
        sum.withheld,
        sum.events,
        seconds,
        broken.size(),
        failures());
  }

  private List<SimulationReport.Failure> failures() {
    List<SimulationReport.Failure> failures = new ArrayList<>();
    for (UniverseRun.Outcome outcome : broken.values()) {
      if (failures.size() < SHRUNK_AT_MOST) {
        UniverseRun.Outcome small =
            new Shrinker(plan.broken(), SHRINK_LIVES, SHRINK_MILLIS).shrink(outcome);
        failures.add(
            new SimulationReport.Failure(
                outcome.plan().seed(),
                outcome.broken().rule(),
                outcome.broken().getMessage(),
                Scenario.of(small),
                Long.toHexString(outcome.trace())));
      }
    }
    return failures;
  }
}
