package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.StatusReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthWatchTest {
  private static final NodeId ONE = MeetingTest.profile(1).node();
  private static final NodeId TWO = MeetingTest.profile(2).node();
  private static final StatusReport.Packs GOOD = new StatusReport.Packs(5, 5, 0, 0);
  private static final StatusReport.Packs SHORT = new StatusReport.Packs(5, 3, 2, 0);

  private final AtomicInteger counts = new AtomicInteger();
  private final CountDownLatch hang = new CountDownLatch(1);
  private volatile StatusReport.Packs truth = GOOD;
  private volatile Set<NodeId> members = Set.of(ONE, TWO);
  private volatile NodeId hanging;
  private final HealthWatch watch =
      new HealthWatch(this::count, () -> members, Duration.ofMillis(1), Duration.ofMinutes(10));

  @AfterEach
  void close() {
    hang.countDown();
    watch.close();
  }

  @Test
  void countsAnewForEveryQuestion() {
    assertThat(watch.now()).isEqualTo(GOOD);
    truth = SHORT;
    assertThat(watch.now()).isEqualTo(SHORT);
    assertThat(counts).hasValue(2);
  }

  @Test
  void aMemberThatHangsDoesNotHoldUpTheAnswer() {
    assertThat(watch.now()).isEqualTo(GOOD);
    hanging = TWO;
    assertThat(watch.now()).isEqualTo(GOOD);
    assertThat(watch.now()).isEqualTo(GOOD);
    assertThat(counts).as("one count hangs, not one for each question").hasValue(2);
  }

  @Test
  void onceAMemberIsGoneTheFormerCountsNeverStandIn() throws Exception {
    assertThat(watch.now()).isEqualTo(GOOD);
    hanging = TWO;
    CompletableFuture<StatusReport.Packs> asked = CompletableFuture.supplyAsync(watch::now);
    asked.get(20, TimeUnit.SECONDS);
    truth = SHORT;
    members = Set.of(ONE);
    assertThat(watch.now()).isEqualTo(SHORT);
  }

  @Test
  void troublesComeThrough() {
    HealthWatch broken =
        new HealthWatch(
            () -> {
              throw new HozonException(HozonException.Kind.DAMAGED, "Why.");
            },
            () -> members,
            Duration.ofMillis(1),
            Duration.ofMinutes(1));
    assertThatThrownBy(broken::now).isInstanceOf(HozonException.class).hasMessage("Why.");
    broken.close();
    assertThatThrownBy(broken::now).isInstanceOf(HozonException.class);
  }

  private StatusReport.Packs count() {
    counts.incrementAndGet();
    StatusReport.Packs seen = truth;
    if (hanging != null && members.contains(hanging)) {
      try {
        hang.await();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
    return seen;
  }
}
