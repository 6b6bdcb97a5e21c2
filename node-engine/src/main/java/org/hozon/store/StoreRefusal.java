package org.hozon.store;

/** Why this node does not take a pack now, in one sentence fit for the sender's eyes. */
public final class StoreRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** The family of the refusal. */
  public enum Why {
    OFFER_FULL,
    DISK_FULL,
    DISK_FAILED,
    BUSY,
    WRONG_BYTES,
    /** Not for this node, too late, or against the policy or the owner's wish. */
    NOT_ADMITTED
  }

  private final Why why;

  public StoreRefusal(Why why, String sentence) {
    super(sentence);
    this.why = why;
  }

  public StoreRefusal(Why why, String sentence, Throwable cause) {
    super(sentence, cause);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
