package org.hozon.model;

import java.util.List;

/**
 * How a deposit is looked after.
 *
 * @param retention how many of its versions are kept
 * @param ignore what is left out of it, in the syntax of gitignore, in order; empty takes all
 * @param watch true when this machine deposits its folders again whenever something changes
 * @param paused true while the watch waits for its owner
 * @param pausedBecause why it waits, in one sentence; null when it does not
 */
public record DepositCare(
    Retention retention, List<String> ignore, boolean watch, boolean paused, String pausedBecause) {
  /**
   * What nobody means to keep: trash folders, what systems and programs write for themselves alone
   * and write anew when it is gone. Shown wherever a deposit's settings are, and can be taken away.
   */
  public static final List<String> PRESET =
      List.of(
          ".Trash/",
          ".Trash-*/",
          ".Trashes/",
          "$RECYCLE.BIN/",
          "System Volume Information/",
          "lost+found/",
          ".local/share/Trash/",
          ".cache/",
          "__pycache__/",
          ".DS_Store",
          "Thumbs.db",
          ".~lock.*#",
          "~$*",
          "*.crdownload",
          "/pagefile.sys",
          "/hiberfil.sys",
          "/swapfile.sys");

  /** The usual care: standard retention, the preset of things left out, no watch. */
  public static final DepositCare STANDARD =
      new DepositCare(Retention.STANDARD, PRESET, false, false, null);

  public DepositCare {
    ignore = List.copyOf(ignore);
  }

  /** The same with another watch. */
  public DepositCare watching(boolean on, boolean nowPaused, String because) {
    return new DepositCare(retention, ignore, on, nowPaused, because);
  }
}
