package org.hozon.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardEvent.Reach.Line;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.link.PeerClient;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pulse at a clock that is set by hand. */
@Tag("R2")
class PulseTest {
  private static final NodeId SELF = new NodeId("0".repeat(32));
  private static final NodeId OTHER = new NodeId("1".repeat(32));

  private long millis = 1_000_000;
  private final List<GuardEvent.Reach> told = new ArrayList<>();

  /** What comes of the next calls; null leaves them open. */
  private NodeId answers = OTHER;

  private boolean refused;
  private int calls;
  private final Pulse pulse =
      new Pulse(
          SELF,
          peers(),
          node -> new PeerClient.Peer(node, new HostPort("127.0.0.1", 1)),
          MachineSettings.Pace.USUAL,
          () -> millis,
          () -> TimeUnit.MILLISECONDS.toNanos(millis),
          event -> told.add((GuardEvent.Reach) event.get()));

  @AfterEach
  void stop() {
    pulse.close();
  }

  private PeerClient peers() {
    return (PeerClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {PeerClient.class},
            (proxy, method, given) -> {
              assertThat(method.getName()).isEqualTo("beat");
              calls++;
              if (refused) {
                return CompletableFuture.failedFuture(new IOException("refused"));
              }
              return answers == null
                  ? new CompletableFuture<NodeId>()
                  : CompletableFuture.completedFuture(answers);
            });
  }

  private void pass(Duration time, Runnable each) {
    for (long end = millis + time.toMillis(); millis < end; millis += 250) {
      each.run();
      pulse.look(Set.of(OTHER));
    }
  }

  private void pass(int seconds) {
    pass(Duration.ofSeconds(seconds), () -> {});
  }

  private List<Line> lines() {
    return told.stream().map(GuardEvent.Reach::line).distinct().toList();
  }

  @Test
  @DisplayName("One call a second to a node that does not call itself, and nothing to tell")
  void beats() {
    pass(60);
    assertThat(calls).isBetween(45, 70);
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("Hardly any call to a node that calls by itself")
  void isSpared() {
    pass(Duration.ofSeconds(60), () -> pulse.heard(OTHER));
    assertThat(calls).isBetween(9, 16);
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("A node that the mesh lost and that refuses is silent until it gives a new sign")
  void isLost() {
    pass(10);
    refused = true;
    assertThat(pulse.answers(OTHER)).isFalse();
    pass(5);
    assertThat(lines()).containsExactly(Line.SILENT);
    refused = false;
    pass(2);
    assertThat(lines()).containsExactly(Line.SILENT, Line.BOTH_WAYS);
  }

  @Test
  @DisplayName("A node that hangs is told of after three seconds, with its last sign of life")
  void hangs() {
    pass(10);
    long last = millis;
    answers = null;
    pass(5);
    assertThat(lines()).containsExactly(Line.SILENT);
    assertThat(told.get(0).at() - told.get(0).since()).isBetween(3_000L, 3_500L);
    assertThat(told.get(0).since()).isBetween(last - 1_500, last);
  }

  @Test
  @DisplayName("A node that refuses and calls by itself is one that only it can reach")
  void oneWay() {
    pass(10);
    refused = true;
    pass(Duration.ofSeconds(12), () -> pulse.heard(OTHER));
    assertThat(lines()).containsExactly(Line.INWARD_ONLY);
    refused = false;
    pass(Duration.ofSeconds(3), () -> pulse.heard(OTHER));
    assertThat(told.get(told.size() - 1).line()).isEqualTo(Line.BOTH_WAYS);
  }

  @Test
  @DisplayName("Another node at the old address is no sign of life")
  void anotherAtItsAddress() {
    pass(10);
    answers = new NodeId("2".repeat(32));
    pass(5);
    assertThat(lines()).containsExactly(Line.SILENT);
    assertThat(pulse.sees(OTHER)).contains(false);
  }

  @Test
  @DisplayName("What this node slept through was not silence")
  void sleeps() {
    pass(10);
    millis += Duration.ofHours(8).toMillis();
    pass(10);
    assertThat(told).isEmpty();
  }

  @Test
  @DisplayName("A node long silent is seldom called, and heard of when it is back")
  void returns() {
    pass(10);
    refused = true;
    pass(120);
    int before = calls;
    pass(120);
    assertThat(calls - before).isLessThan(15);
    refused = false;
    pass(30);
    assertThat(told.get(told.size() - 1).line()).isEqualTo(Line.BOTH_WAYS);
  }

  @Test
  @DisplayName("After a goodbye one call tells whether a node goes on")
  void asksOnceAfterAGoodbye() {
    assertThat(pulse.goesOn(OTHER)).isCompletedWithValue(true);
    assertThat(calls).isEqualTo(1);
    refused = true;
    assertThat(pulse.goesOn(OTHER)).isCompletedWithValue(false);
    refused = false;
    answers = new NodeId("2".repeat(32));
    assertThat(pulse.goesOn(OTHER)).as("another program at its port").isCompletedWithValue(false);
    assertThat(calls).isEqualTo(3);
  }
}
