package org.hozon.link;

import java.io.IOException;
import java.time.Duration;

/** A body stopped coming, though its connection stands. */
final class SilentPeer extends IOException {
  private static final long serialVersionUID = 1L;

  SilentPeer(Duration stall) {
    super("nothing came for " + Wire.seconds(stall));
  }
}
