package org.hozon.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hozon.model.Alert;
import org.hozon.model.NodeId;
import org.hozon.rules.ClockOff;
import org.hozon.store.AlertBook;

/**
 * Compares this node's clock with those of a few members again and again, and tells the owner while
 * it is off. A difference counts when it was seen several times in a row, so that a computer that
 * just woke or a single odd answer alarms nobody.
 */
final class ClockWatch {
  private static final int ASKED = 7;
  private static final int IN_A_ROW = 3;
  private static final String SUBJECT = "clock";

  /** A change of the difference that is worth telling. */
  private static final Duration NEWS = Duration.ofSeconds(30);

  private final NodeId self;
  private final Supplier<List<NodeId>> members;
  private final Function<List<NodeId>, List<Duration>> ask;
  private final AlertBook alerts;
  private int seen;
  private Optional<Duration> told = Optional.empty();
  private boolean settled;

  /**
   * A watch.
   *
   * @param members alive now
   * @param ask how far the clocks of these nodes are ahead of this one's; those that do not answer
   *     are left out
   */
  ClockWatch(
      NodeId self,
      Supplier<List<NodeId>> members,
      Function<List<NodeId>, List<Duration>> ask,
      AlertBook alerts) {
    this.self = self;
    this.members = members;
    this.ask = ask;
    this.alerts = alerts;
  }

  /** Looks once; to be called again and again by one thread. */
  void look() {
    List<NodeId> others = new ArrayList<>(members.get());
    others.remove(self);
    Collections.shuffle(others);
    List<Duration> ahead = ask.apply(others.subList(0, Math.min(ASKED, others.size())));
    if (ahead.isEmpty()) {
      return; // nobody to compare with: what was told stays as it is
    }
    Duration off = ClockOff.of(ahead);
    if (ClockOff.matters(off)) {
      seen++;
      if (seen >= IN_A_ROW) {
        off(off, ahead.size());
      }
    } else {
      seen = 0;
      right(ahead.size());
    }
  }

  private void off(Duration off, int asked) {
    settled = false;
    if (told.isPresent() && told.get().minus(off).abs().compareTo(NEWS) < 0) {
      return;
    }
    told = Optional.of(off);
    alerts.raise(
        Alert.Cause.CLOCK_OFF,
        SUBJECT,
        Alert.Severity.WARNING,
        ("This computer's clock is %s %s the clocks of other nodes (%d were asked). What is kept"
                + " stays safe, but the times of versions are wrong by as much, and a clock that is"
                + " off by an hour or more keeps deposits from being taken: let the system set its"
                + " clock by the network; this ends by itself.")
            .formatted(words(off), off.isNegative() ? "behind" : "ahead of", asked),
        Map.of("secondsAhead", off.toSeconds(), "asked", asked));
  }

  private void right(int asked) {
    if (settled) {
      return;
    }
    settled = true;
    told = Optional.empty();
    alerts.end(
        Alert.Cause.CLOCK_OFF,
        SUBJECT,
        "This computer's clock agrees with those of the others again (%d were asked)."
            .formatted(asked));
  }

  private static String words(Duration off) {
    Duration amount = off.abs();
    if (amount.toHours() >= 2) {
      return "about " + amount.toHours() + " hours";
    }
    return "about " + (amount.toSeconds() + 30) / 60 + " minutes";
  }
}
