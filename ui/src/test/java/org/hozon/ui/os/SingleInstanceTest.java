package org.hozon.ui.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One window for a home; a second start knocks. */
class SingleInstanceTest {
  @TempDir Path home;

  @Test
  void aSecondStartBringsTheFirstForward() throws InterruptedException {
    CountDownLatch forward = new CountDownLatch(1);
    try (SingleInstance first = SingleInstance.claim(home).orElseThrow()) {
      first.whenAsked(forward::countDown);
      assertThat(SingleInstance.claim(home)).isEmpty();
      assertThat(SingleInstance.knock(home)).isTrue();
      assertThat(forward.await(2, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void afterItsEndAnotherTakesItsPlaceAndNobodyAnswersMeanwhile() {
    SingleInstance.claim(home).orElseThrow().close();
    assertThat(SingleInstance.knock(home)).isFalse();
    try (SingleInstance next = SingleInstance.claim(home).orElseThrow()) {
      assertThat(SingleInstance.knock(home)).isTrue();
      assertThat(next).isNotNull();
    }
  }

  @Test
  void homesDoNotStandInEachOthersWay() {
    try (SingleInstance one = SingleInstance.claim(home.resolve("one")).orElseThrow();
        SingleInstance other = SingleInstance.claim(home.resolve("other")).orElseThrow()) {
      assertThat(one).isNotSameAs(other);
    }
  }
}
