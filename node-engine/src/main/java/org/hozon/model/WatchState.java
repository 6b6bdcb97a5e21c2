package org.hozon.model;

import java.util.Locale;

/** How a node stands in the eyes of another that watches it. */
public enum WatchState {
  /** It answers. */
  ALIVE,
  /** It gave no sign of life for some seconds, or only others get one; its copies still count. */
  SUSPECT,
  /** It is silent, and those who could be asked do not hear it either; it may come back. */
  DOWN,
  /** It is down and no longer waited for. */
  OUT;

  /** True while its copies count. */
  public boolean counts() {
    return this == ALIVE || this == SUSPECT;
  }

  /** As it is shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
