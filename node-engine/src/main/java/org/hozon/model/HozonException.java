package org.hozon.model;

/**
 * A trouble a person can meet, in one plain sentence: what happened, what it means for their data,
 * what to do. Its kind decides the exit code of the command line.
 */
public final class HozonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The family a trouble belongs to, with the exit code of {@code cli.md}. */
  public enum Kind {
    /** Something failed. */
    FAILED(1),
    /** The command or a setting was used wrongly. */
    USAGE(2),
    /** The promise cannot be kept now: too few nodes, rank or region short. */
    SHORT(3),
    /** No node is running for this home. */
    NO_NODE(4),
    /** Data is damaged or was refused. */
    DAMAGED(5);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  public HozonException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public HozonException(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
