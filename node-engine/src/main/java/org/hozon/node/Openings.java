package org.hozon.node;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node has opened so far, closed in the opposite order, each even if another fails. */
final class Openings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Openings.class);

  private record Opened(String what, AutoCloseable closing) {}

  private final Deque<Opened> opened = new ArrayDeque<>();

  /** Remembers something just opened. */
  synchronized <T extends AutoCloseable> T add(String what, T closing) {
    opened.push(new Opened(what, closing));
    return closing;
  }

  @Override
  public void close() {
    for (Opened next = pop(); next != null; next = pop()) {
      long start = System.nanoTime();
      try {
        next.closing().close();
      } catch (Exception failed) {
        LOG.warn("The {} did not close cleanly", next.what(), failed);
      }
      LOG.debug("Closed the {} in {} ms", next.what(), (System.nanoTime() - start) / 1_000_000);
    }
  }

  private synchronized Opened pop() {
    return opened.poll();
  }
}
