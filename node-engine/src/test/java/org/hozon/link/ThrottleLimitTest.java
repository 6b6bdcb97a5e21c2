package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ThrottleLimitTest {
  @Property(tries = 200)
  void neverMoreThanTheLimitAndATenthOfASecondMore(
      @ForAll @LongRange(min = 1, max = 1L << 32) long limit,
      @ForAll @IntRange(min = 1, max = 1 << 20) int wanted)
      throws InterruptedException {
    LeapingTime time = new LeapingTime();
    Throttle throttle = new Throttle(limit, time);
    long passed = 0;
    for (int i = 0; i < 300; i++) {
      int piece = throttle.take(wanted);
      assertThat(piece).isBetween(1, wanted);
      passed += piece;
      double most = limit * (time.nanos() / 1e9 + 0.1);
      assertThat((double) passed).isLessThanOrEqualTo(Math.max(most, 1024) + 1);
    }
  }
}
