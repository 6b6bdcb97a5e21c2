package org.hozon.rules;

import java.time.Duration;
import java.time.Instant;
import org.hozon.model.CertificateReport.State;

/** Decides how a node stands by its account's certificate. */
public final class CertificateStanding {
  /** The center makes the certificate of an account anew when less than this is left. */
  public static final Duration RENEWED_BEFORE = Duration.ofDays(365);

  /** A center may be off over a holiday before anybody needs to look after it. */
  public static final Duration OVERDUE_AFTER = Duration.ofDays(7);

  private CertificateStanding() {}

  /** When the center makes a certificate anew that expires then. */
  public static Instant renewal(Instant until) {
    return until.minus(RENEWED_BEFORE);
  }

  /**
   * How a node stands that nobody has shut out.
   *
   * @param closed true when the mesh has an authority
   * @param from when the account's certificate begins to be valid; null when there is none
   * @param until when it expires; null when there is none
   */
  public static State of(boolean closed, Instant from, Instant until, Instant now) {
    if (!closed) {
      return State.OPEN;
    }
    if (from == null || until == null) {
      return State.UNCERTIFIED;
    }
    if (now.isBefore(from)) {
      return State.NOT_YET_VALID;
    }
    if (now.isAfter(until)) {
      return State.EXPIRED;
    }
    boolean overdue = now.isAfter(renewal(until).plus(OVERDUE_AFTER));
    return overdue ? State.RENEWAL_OVERDUE : State.FINE;
  }
}
