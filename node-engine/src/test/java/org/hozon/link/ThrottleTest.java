package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.hozon.link.TestNode.until;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ThrottleTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void theLimitIsReached() throws InterruptedException {
    LeapingTime time = new LeapingTime();
    Throttle throttle = new Throttle(1_000_000, time);

    throttle.takeAll(10_000_000);

    assertThat(time.nanos() / 1e9).isCloseTo(10, within(0.2));
  }

  @Test
  void withoutALimitNobodyWaits() throws InterruptedException {
    LeapingTime time = new LeapingTime();
    Throttle throttle = new Throttle(0, time);

    assertThat(throttle.take(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(time.nanos()).isZero();
  }

  @Test
  void parallelStreamsShareFairly() throws Exception {
    Throttle throttle = new Throttle(40_000_000);
    int streams = 4;
    int most = 100;
    List<Integer> turns = Collections.synchronizedList(new ArrayList<>());
    CyclicBarrier together = new CyclicBarrier(streams);
    AtomicBoolean over = new AtomicBoolean();
    List<Future<?>> all = new ArrayList<>();
    for (int stream = 0; stream < streams; stream++) {
      int number = stream;
      all.add(
          threads.submit(
              () -> {
                together.await();
                for (int i = 0; i < most && !over.get(); i++) {
                  throttle.take(1 << 20);
                  turns.add(number);
                }
                over.set(true);
                return null;
              }));
    }
    for (Future<?> stream : all) {
      stream.get();
    }
    for (int stream = 0; stream < streams; stream++) {
      assertThat(Collections.frequency(turns, stream))
          .as("turns of stream %s of %s", stream, turns.size())
          .isGreaterThan(most / 2);
    }
  }

  @Test
  void aNewLimitIsFeltByThoseWhoWait() throws Exception {
    Throttle throttle = new Throttle(1);
    Future<?> waiting =
        threads.submit(
            () -> {
              throttle.takeAll(1 << 20);
              return null;
            });
    Future<?> behind =
        threads.submit(
            () -> {
              throttle.takeAll(1 << 20);
              return null;
            });

    throttle.limit(0);

    waiting.get();
    behind.get();
    assertThat(throttle.limit()).isZero();
  }

  @Test
  void aWaitCanBeInterruptedAndTheNextInTurnGoesOn() throws Exception {
    Throttle throttle = new Throttle(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread first =
        new Thread(
            () -> {
              try {
                throttle.takeAll(1 << 20);
              } catch (InterruptedException cancelled) {
                interrupted.set(true);
              }
            });
    first.start();
    until(() -> first.getState() == Thread.State.TIMED_WAITING);
    Future<Integer> second = threads.submit(() -> throttle.take(1));

    first.interrupt();
    first.join();
    throttle.limit(1_000_000);

    assertThat(interrupted).isTrue();
    assertThat(second.get()).isEqualTo(1);
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Throttle(-1));
  }
}
