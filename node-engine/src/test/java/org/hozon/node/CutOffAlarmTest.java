package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.Alert;
import org.hozon.model.NodeId;
import org.hozon.store.AlertBook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a node says that it may be cut off. */
@Tag("R3")
final class CutOffAlarmTest {
  private final Set<NodeId> alive = new HashSet<>();
  private final List<String> open = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");

  private final AlertBook book =
      new AlertBook() {
        @Override
        public void raise(
            Alert.Cause cause,
            String subject,
            Alert.Severity severity,
            String text,
            Map<String, Object> facts) {
          open.clear();
          open.add(cause + " " + facts.get("seen") + "/" + facts.get("known"));
        }

        @Override
        public void end(Alert.Cause cause, String subject, String text) {
          open.clear();
        }

        @Override
        public List<Alert> open() {
          return List.of();
        }

        @Override
        public List<Alert> since(Instant after) {
          return List.of();
        }
      };

  private final CutOffAlarm alarm =
      new CutOffAlarm(
          () -> Set.copyOf(alive),
          book,
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  private static NodeId node(int number) {
    return new NodeId("%032x".formatted(number));
  }

  private void fail(int number) {
    alive.remove(node(number));
    alarm.failed(node(number));
  }

  @Test
  void lessThanHalfRaisesItAndTheOthersEndIt() {
    for (int i = 1; i <= 6; i++) {
      alive.add(node(i));
    }
    fail(6);
    fail(5);
    fail(4);
    assertThat(open).as("half is enough").isEmpty();
    fail(3);
    assertThat(open).containsExactly("CUT_OFF 2/6");
    alive.add(node(4));
    alarm.rejoined();
    assertThat(open).isEmpty();
  }

  @Test
  void whoSaidGoodbyeIsNotMissedAndAfterAnHourNobodyIs() {
    alive.addAll(Set.of(node(1), node(2), node(3), node(4)));
    alive.removeAll(Set.of(node(2), node(3)));
    alarm.left(node(2));
    alarm.left(node(3));
    fail(4);
    assertThat(open).isEmpty();
    alive.addAll(Set.of(node(4), node(5)));
    alarm.rejoined();
    fail(4);
    fail(5);
    assertThat(open).containsExactly("CUT_OFF 1/3");
    now = now.plus(Duration.ofMinutes(61));
    alarm.look();
    assertThat(open).isEmpty();
  }
}
