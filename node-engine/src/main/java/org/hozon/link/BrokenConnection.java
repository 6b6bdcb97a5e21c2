package org.hozon.link;

import java.io.IOException;

/** A peer closed a connection in the middle; another may do. */
final class BrokenConnection extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenConnection(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
