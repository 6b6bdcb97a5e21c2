package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.model.NodeId;
import org.junit.jupiter.api.Test;

class LineMeterTest {
  private static final NodeId PEER = new NodeId("a".repeat(32));
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final LineMeter meter =
      new LineMeter(() -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get);

  private LineMeter.Reading reading() {
    return meter.reading(PEER).orElseThrow();
  }

  private void send(int bytes, long tookNanos, boolean chained, long waitedNanos) {
    try (LineMeter.Sending sending = meter.sending(PEER, bytes, chained)) {
      sending.opened();
      nanos.addAndGet(tookNanos);
      sending.moved(bytes);
      sending.waited(waitedNanos);
      sending.ended(true);
    }
  }

  @Test
  void nothingIsKnownOfAPeerNeverTried() {
    assertThat(meter.reading(PEER)).isEmpty();
  }

  @Test
  void newTransfersWeighMore() {
    send(1_000_000, SECOND, false, 0);
    assertThat(reading().bytesPerSecond()).isEqualTo(1e6);

    send(2_000_000, SECOND, false, 0);
    assertThat(reading().bytesPerSecond()).isCloseTo(1.3e6, within(1.0));
    assertThat(reading().speedAt()).isEqualTo(Instant.EPOCH.plusSeconds(2));
  }

  @Test
  void shortTransfersTellNothing() {
    send(100_000, SECOND, false, 0);

    assertThat(reading().bytesPerSecond()).isZero();
  }

  @Test
  void parallelTransfersToOnePeerCountTogether() {
    try (LineMeter.Sending one = meter.sending(PEER, 1_000_000, false);
        LineMeter.Sending two = meter.sending(PEER, 1_000_000, false)) {
      nanos.addAndGet(SECOND);
      one.moved(1_000_000);
      two.moved(1_000_000);
      one.ended(true);
    }
    assertThat(reading().bytesPerSecond()).isEqualTo(2e6);
  }

  @Test
  void timeSpentWaitingForTheLimitDoesNotCount() {
    send(1_000_000, 2 * SECOND, false, SECOND);

    assertThat(reading().bytesPerSecond()).isEqualTo(1e6);
  }

  @Test
  void whatIsMostlyHeldBackOnlyTellsALowerBound() {
    send(5_000_000, SECOND, false, 0);
    send(1_000_000, 10 * SECOND, false, 9 * SECOND);

    assertThat(reading().bytesPerSecond()).isEqualTo(5e6);
  }

  @Test
  void aSlowChainDoesNotSpeakAgainstItsFirst() {
    send(5_000_000, SECOND, false, 0);
    send(1_000_000, SECOND, true, 0);
    assertThat(reading().bytesPerSecond()).isEqualTo(5e6);

    send(10_000_000, SECOND, true, 0);
    assertThat(reading().bytesPerSecond()).isGreaterThan(5e6);
  }

  @Test
  void failuresLowerReliabilityAndSuccessesRaiseIt() {
    send(1, SECOND, false, 0);
    assertThat(reading().reliability()).isEqualTo(1);

    meter.outcome(PEER, false);
    double afterFailure = reading().reliability();
    assertThat(afterFailure).isLessThan(1);

    meter.outcome(PEER, true);
    assertThat(reading().reliability()).isGreaterThan(afterFailure).isLessThan(1);
  }

  @Test
  void failedProofsLowerReliabilityAsFailedTransfersDo() {
    meter.unproven(PEER);
    double afterOne = reading().reliability();
    assertThat(afterOne).isLessThan(1);

    meter.unproven(PEER);
    assertThat(reading().reliability()).isLessThan(afterOne);
  }

  @Test
  void whatIsUnderWayIsCounted() {
    try (LineMeter.Sending sending = meter.sending(PEER, 1_000, false)) {
      assertThat(meter.queuedBytes()).isEqualTo(1_000);
      sending.moved(400);
      assertThat(meter.queuedBytes()).isEqualTo(600);
    }
    assertThat(meter.queuedBytes()).isZero();
  }
}
