package org.hozon.app.window;

import java.util.Locale;
import java.util.Map;

/** Whether there is a display to open a window on. */
final class Display {
  private Display() {}

  /** True when a window may open; only X11 systems without a display are known not to. */
  static boolean present(Map<String, String> environment, String system) {
    String name = system.toLowerCase(Locale.ROOT);
    boolean unix = !name.startsWith("windows") && !name.startsWith("mac");
    return !unix || !environment.getOrDefault("DISPLAY", "").isBlank();
  }
}
