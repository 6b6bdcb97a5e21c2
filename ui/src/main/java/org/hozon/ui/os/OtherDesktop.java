package org.hozon.ui.os;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hozon.model.HozonException;

/** Windows and macOS: looks and folders; starting with the session is left to the installer. */
final class OtherDesktop implements HostSystem {
  private final SystemPrograms programs;
  private final Tray tray = new Tray();
  private final boolean windows;

  OtherDesktop(SystemPrograms programs, boolean windows) {
    this.programs = programs;
    this.windows = windows;
  }

  @Override
  public boolean dark() {
    if (windows) {
      String key = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
      return programs
          .ask(List.of("reg", "query", key, "/v", "AppsUseLightTheme"))
          .map(answer -> answer.endsWith("0x0"))
          .orElse(false);
    }
    return programs
        .ask(List.of("defaults", "read", "-g", "AppleInterfaceStyle"))
        .map("Dark"::equals)
        .orElse(false);
  }

  @Override
  public boolean reveal(Path path) {
    boolean folder = Files.isDirectory(path);
    if (windows) {
      return programs.start(
          folder ? List.of("explorer", path.toString()) : List.of("explorer", "/select," + path));
    }
    return programs.start(
        folder ? List.of("open", path.toString()) : List.of("open", "-R", path.toString()));
  }

  @Override
  public boolean notice(String heading, String text) {
    if (windows) {
      return false;
    }
    return programs.start(
        List.of(
            "osascript",
            "-e",
            "on run words",
            "-e",
            "display notification (item 2 of words) with title (item 1 of words)",
            "-e",
            "end run",
            heading,
            text));
  }

  @Override
  public void tray(TrayMenu menu) {
    tray.show(menu);
  }

  @Override
  public boolean canAutostart() {
    return false;
  }

  @Override
  public boolean autostart() {
    return false;
  }

  @Override
  public void autostart(boolean on) {
    throw new HozonException(
        HozonException.Kind.USAGE, "On this system the installer sets what starts with it.");
  }
}
