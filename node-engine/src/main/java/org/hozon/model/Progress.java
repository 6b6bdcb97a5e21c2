package org.hozon.model;

/** Takes the state of a running task, a few times a second at most; must return at once. */
@FunctionalInterface
public interface Progress {
  /** For callers who do not care. */
  Progress NONE = state -> {};

  /**
   * How far a task is.
   *
   * @param phase what is being done now, one or two words: reading, sending, restoring, …
   * @param files files done
   * @param filesTotal files in all, -1 while unknown
   * @param bytes bytes done
   * @param bytesTotal bytes in all, -1 while unknown
   * @param bytesPerSecond present speed
   * @param secondsLeft estimate, -1 while unknown
   */
  record State(
      String phase,
      long files,
      long filesTotal,
      long bytes,
      long bytesTotal,
      double bytesPerSecond,
      double secondsLeft) {}

  void report(State state);
}
