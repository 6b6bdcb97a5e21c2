package org.hozon.ui.os;

import java.nio.file.Path;

/** The desktop the window runs on. Calls may start small programs: not on the screen's thread. */
public interface HostSystem {
  /** True when the desktop is set to dark; false when it is light or does not say. */
  boolean dark();

  /** Shows a folder, or a file in its folder; false when the desktop cannot. */
  boolean reveal(Path path);

  /** Tells a person who is not looking at the window; false when the desktop cannot. */
  boolean notice(String heading, String text);

  /** Shows an item in the tray where the desktop has one; null takes it away. Returns at once. */
  void tray(TrayMenu menu);

  /** True when it can start Hozon with the session. */
  boolean canAutostart();

  /** True when Hozon starts with the session. */
  boolean autostart();

  /**
   * Starts Hozon with the session from now on, or no longer.
   *
   * @throws org.hozon.model.HozonException when that cannot be written
   */
  void autostart(boolean on);
}
