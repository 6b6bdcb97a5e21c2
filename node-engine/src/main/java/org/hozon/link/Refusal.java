package org.hozon.link;

import org.hozon.store.StoreRefusal;

/** A request that this node does not serve, with the status and the reason it answers. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String why;

  Refusal(int status, String reason) {
    this(status, reason, null);
  }

  private Refusal(int status, String reason, String why) {
    super(reason);
    this.status = status;
    this.why = why;
  }

  /** What the pack store says, as a status: 503 when a later try may do. */
  static Refusal of(StoreRefusal refusal) {
    int status =
        switch (refusal.why()) {
          case OFFER_FULL, DISK_FULL -> 507;
          case DISK_FAILED -> 500;
          case BUSY -> 503;
          case WRONG_BYTES -> 422;
          case NOT_ADMITTED -> 403;
        };
    return new Refusal(status, refusal.getMessage(), refusal.why().name());
  }

  /** Too much to do at this moment. */
  static Refusal busy(String reason) {
    return new Refusal(503, reason, StoreRefusal.Why.BUSY.name());
  }

  int status() {
    return status;
  }

  Wire.Reason reason() {
    return new Wire.Reason(getMessage(), why);
  }
}
