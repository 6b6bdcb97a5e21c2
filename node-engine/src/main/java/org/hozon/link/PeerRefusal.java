package org.hozon.link;

import java.io.IOException;
import org.hozon.store.StoreRefusal;

/** A peer answered, but did not do what it was asked. */
final class PeerRefusal extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String why;

  PeerRefusal(int status, String why, String sentence) {
    super(sentence);
    this.status = status;
    this.why = why;
  }

  /** True when it may do it a little later. */
  boolean busy() {
    return status == 503;
  }

  /** True when it waited in vain for more of a body. */
  boolean lostPatience() {
    return status == 408;
  }

  /** True when the bytes taken up from an earlier try do not fit what was sent now. */
  boolean spoiltPartial() {
    return status == 409 || StoreRefusal.Why.WRONG_BYTES.name().equals(why);
  }
}
