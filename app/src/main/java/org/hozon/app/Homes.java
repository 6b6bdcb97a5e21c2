package org.hozon.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a home is when nobody says. */
final class Homes {
  private Homes() {}

  /**
   * The default home: {@code HOZON_HOME}, else the system's usual place for application data.
   *
   * @param system value of the {@code os.name} property
   * @param user the user's home folder
   */
  static Path byDefault(Map<String, String> environment, String system, Path user) {
    Path told = pathIn(environment, "HOZON_HOME");
    if (told != null) {
      return told;
    }
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      Path data = pathIn(environment, "LOCALAPPDATA");
      return (data != null ? data : user.resolve("AppData").resolve("Local")).resolve("Hozon");
    }
    if (name.startsWith("mac")) {
      return user.resolve("Library").resolve("Application Support").resolve("Hozon");
    }
    Path data = pathIn(environment, "XDG_DATA_HOME");
    // The XDG base directory specification: a relative value is invalid and to be ignored.
    boolean usable = data != null && data.isAbsolute();
    return (usable ? data : user.resolve(".local").resolve("share")).resolve("hozon");
  }

  private static Path pathIn(Map<String, String> environment, String variable) {
    String value = environment.get(variable);
    return value == null || value.isBlank() ? null : Path.of(value);
  }
}
