package org.hozon.ui.os;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells which desktop this is. */
public final class Systems {
  private Systems() {}

  /**
   * The desktop of this process.
   *
   * @param command starts Hozon in the background; empty when that is not known
   */
  public static HostSystem here(
      String osName, Map<String, String> environment, Path user, List<String> command) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows") || name.startsWith("mac")) {
      return new OtherDesktop(new SystemPrograms(), name.startsWith("windows"));
    }
    return new LinuxDesktop(new SystemPrograms(), environment, user, command);
  }
}
