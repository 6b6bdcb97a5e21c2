package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hozon.model.Alert;
import org.hozon.model.NodeId;
import org.hozon.store.AlertBook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a node says that its clock is off. */
@Tag("R3")
final class ClockWatchTest {
  private static final List<NodeId> NODES =
      List.of(new NodeId("0".repeat(31) + "1"), new NodeId("0".repeat(31) + "2"));

  private final List<String> told = new ArrayList<>();
  private final List<Duration> ahead = new ArrayList<>();
  private final List<NodeId> asked = new ArrayList<>();

  private final AlertBook book =
      new AlertBook() {
        @Override
        public void raise(
            Alert.Cause cause,
            String subject,
            Alert.Severity severity,
            String text,
            Map<String, Object> facts) {
          told.add(cause + " " + facts.get("secondsAhead") + " " + text);
        }

        @Override
        public void end(Alert.Cause cause, String subject, String text) {
          told.add("end " + cause);
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

  private final ClockWatch watch =
      new ClockWatch(
          NODES.get(0),
          () -> NODES,
          nodes -> {
            asked.addAll(nodes);
            return List.copyOf(ahead);
          },
          book);

  private void look(int times, int... secondsAhead) {
    ahead.clear();
    for (int seconds : secondsAhead) {
      ahead.add(Duration.ofSeconds(seconds));
    }
    for (int i = 0; i < times; i++) {
      watch.look();
    }
  }

  @Test
  void onlyWhatIsSeenAgainAndAgainIsToldAndOnce() {
    look(2, -600, -600);
    assertThat(told).isEmpty();
    look(5, -600, -601);
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).startsWith("CLOCK_OFF 600").contains("about 10 minutes ahead of");
    assertThat(asked).isNotEmpty().doesNotContain(NODES.get(0));
  }

  @Test
  void whenItIsRightAgainTheAlertEndsOnce() {
    look(3, 600, 600);
    assertThat(told.get(0)).startsWith("CLOCK_OFF -600").contains("about 10 minutes behind");
    look(3, 0, 0);
    assertThat(told).hasSize(2).last().isEqualTo("end CLOCK_OFF");
  }

  @Test
  void aGrowingDifferenceIsToldAnewAndNobodyToAskChangesNothing() {
    look(3, -600, -600);
    look(1, -900, -900);
    look(5);
    assertThat(told).hasSize(2);
    assertThat(told.get(1)).startsWith("CLOCK_OFF 900");
  }

  @Test
  void anAlertOfAnEarlierStartEndsAtTheFirstLookThatIsRight() {
    look(1, 0, 0);
    assertThat(told).containsExactly("end CLOCK_OFF");
  }

  @Test
  void oneOddAnswerStartsTheCountAnew() {
    look(2, -600, -600);
    look(1, 0, 0);
    look(2, -600, -600);
    assertThat(told).containsExactly("end CLOCK_OFF");
  }
}
