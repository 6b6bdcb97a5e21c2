package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RestTest {
  private long cpu;
  private long now;
  private int collected;
  private final Rest rest = new Rest(() -> cpu, () -> now, () -> collected++);

  private void after(Duration time, double share) {
    now += time.toNanos();
    cpu += (long) (share * time.toNanos());
    rest.look();
  }

  @Test
  void givesMemoryBackOnceAfterTheStart() {
    after(Duration.ofSeconds(30), 0.01);
    after(Duration.ofSeconds(30), 0.01);
    assertThat(collected).isOne();
  }

  @Test
  void waitsUntilWorkIsOver() {
    after(Duration.ofSeconds(30), 0.9);
    after(Duration.ofSeconds(30), 0.5);
    assertThat(collected).isZero();
    after(Duration.ofSeconds(30), 0.02);
    assertThat(collected).isOne();
  }

  @Test
  void givesBackAgainAfterMoreWork() {
    after(Duration.ofSeconds(30), 0.01);
    after(Duration.ofSeconds(30), 0.4);
    after(Duration.ofSeconds(30), 0.01);
    after(Duration.ofSeconds(30), 0.01);
    assertThat(collected).isEqualTo(2);
  }
}
