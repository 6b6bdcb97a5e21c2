package org.hozon.guard;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.model.NodeId;
import org.hozon.rules.Habits;

/**
 * What the guard machine is told now and then without asking: who else the mesh says holds its
 * packs, and when its co-holders are usually up. Reading both takes the disk or the mesh, so it
 * happens on the reporting thread.
 */
final class Hearsay {
  private static final Duration HINTS_FIRST = Duration.ofMinutes(1);
  private static final Duration HINTS_EVERY = Duration.ofMinutes(30);
  private static final Duration HABITS_EVERY = Duration.ofHours(1);

  private final Reporter reporter;
  private final GuardHost host;
  private final SteadyClock clock;
  private final Supplier<Set<NodeId>> watched;
  private final Consumer<Supplier<GuardEvent>> machine;

  /**
   * Hearsay; it begins with {@link #begin}.
   *
   * @param watched those whose habits matter
   * @param machine makes an event on the guard's thread and gives it to the machine
   */
  Hearsay(
      Reporter reporter,
      GuardHost host,
      SteadyClock clock,
      Supplier<Set<NodeId>> watched,
      Consumer<Supplier<GuardEvent>> machine) {
    this.reporter = reporter;
    this.host = host;
    this.clock = clock;
    this.watched = watched;
    this.machine = machine;
  }

  void begin() {
    reporter.later(HINTS_FIRST, this::hintsAgain);
    learnHabits();
  }

  /** The members have changed: once more, when the others have reported too. */
  void hintsOnce() {
    reporter.later(HINTS_FIRST, this::readHints);
  }

  private void hintsAgain() {
    readHints();
    reporter.later(HINTS_EVERY, this::hintsAgain);
  }

  private void readHints() {
    reporter.hints(holders -> machine.accept(() -> new GuardEvent.Hinted(clock.millis(), holders)));
  }

  private void learnHabits() {
    reporter.later(
        Duration.ZERO,
        () -> {
          Map<NodeId, Habits> habits = new LinkedHashMap<>();
          watched.get().forEach(node -> habits.put(node, host.habits(node)));
          machine.accept(() -> new GuardEvent.Learned(clock.millis(), Map.copyOf(habits)));
        });
    reporter.later(HABITS_EVERY, this::learnHabits);
  }
}
