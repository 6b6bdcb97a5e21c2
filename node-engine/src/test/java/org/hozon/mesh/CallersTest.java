package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CallersTest {
  private final Callers callers = new Callers();
  private final CountDownLatch waiting = new CountDownLatch(1);

  private String waitForever() {
    try {
      waiting.countDown();
      new CountDownLatch(1).await();
      return "never";
    } catch (InterruptedException calledBack) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(calledBack);
    }
  }

  @Test
  void whoWaitsIsCalledBackAndNothingOfItStaysBehind() throws Exception {
    CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                callers.call(this::waitForever);
              } catch (IllegalStateException expected) {
                interruptedAfterwards.complete(Thread.currentThread().isInterrupted());
              }
            });
    caller.setDaemon(true);
    caller.start();
    assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
    callers.callBack();
    assertThat(interruptedAfterwards.get(1, TimeUnit.MINUTES)).isFalse();
  }

  @Test
  void whoIsDoneIsLeftAlone() {
    assertThat(callers.call(() -> "answer")).isEqualTo("answer");
    callers.callBack();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
