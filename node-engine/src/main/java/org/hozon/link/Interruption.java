package org.hozon.link;

import java.io.InterruptedIOException;

/** Turns a cancelled wait into the exception that blocking input and output use for it. */
final class Interruption {
  private Interruption() {}

  /** Keeps the thread's mark, so that whoever cancelled it is heard further up as well. */
  static InterruptedIOException of(InterruptedException cancelled) {
    Thread.currentThread().interrupt();
    InterruptedIOException stopped = new InterruptedIOException("it was interrupted");
    stopped.initCause(cancelled);
    return stopped;
  }
}
