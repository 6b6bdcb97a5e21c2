package org.hozon.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.hozon.model.CertificateReport.State;
import org.junit.jupiter.api.Test;

/** How a node stands by its account's certificate. */
class CertificateStandingTest {
  private static final Instant FROM = Instant.parse("2026-11-26T00:00:00Z");
  private static final Instant UNTIL = FROM.plus(Duration.ofDays(3 * 365));

  private static State at(Instant now) {
    return CertificateStanding.of(true, FROM, UNTIL, now);
  }

  @Test
  void eachTimeOfACertificateHasItsState() {
    assertThat(at(FROM.minusSeconds(1))).isEqualTo(State.NOT_YET_VALID);
    assertThat(at(FROM)).isEqualTo(State.FINE);
    Instant renewal = CertificateStanding.renewal(UNTIL);
    assertThat(renewal).isEqualTo(FROM.plus(Duration.ofDays(2 * 365)));
    Instant overdue = renewal.plus(CertificateStanding.OVERDUE_AFTER);
    assertThat(at(overdue)).isEqualTo(State.FINE);
    assertThat(at(overdue.plusSeconds(1))).isEqualTo(State.RENEWAL_OVERDUE);
    assertThat(at(UNTIL)).isEqualTo(State.RENEWAL_OVERDUE);
    assertThat(at(UNTIL.plusSeconds(1))).isEqualTo(State.EXPIRED);
  }

  @Test
  void withoutAnAuthorityNothingExpiresAndWithoutACertificateNothingIsFine() {
    assertThat(CertificateStanding.of(false, null, null, FROM)).isEqualTo(State.OPEN);
    assertThat(CertificateStanding.of(true, null, null, FROM)).isEqualTo(State.UNCERTIFIED);
  }

  /** What is fine is valid, and stays so until somebody would have been told to look after it. */
  @Property
  void fineMeansValidForAWhile(@ForAll @LongRange(min = -2000, max = 2000) long days) {
    Instant now = FROM.plus(Duration.ofDays(days));
    if (at(now) == State.FINE) {
      assertThat(now).isBetween(FROM, UNTIL);
      Duration left = Duration.between(now, UNTIL);
      assertThat(left).isGreaterThan(Duration.ofDays(300));
    }
  }
}
