package org.hozon.ui.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hozon.model.HozonException;

/** A desktop after the freedesktop.org conventions. */
final class LinuxDesktop implements HostSystem {
  private static final String ENTRY = "hozon.desktop";

  private final SystemPrograms programs;
  private final Tray tray = new Tray();
  private final Path autostartFolder;
  private final List<String> command;
  private final Map<String, String> environment;

  /**
   * @param command starts Hozon in the background; empty when it is not known
   */
  LinuxDesktop(
      SystemPrograms programs, Map<String, String> environment, Path user, List<String> command) {
    this.programs = programs;
    this.environment = environment;
    this.command = List.copyOf(command);
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder = config.startsWith("/") ? Path.of(config) : user.resolve(".config");
    autostartFolder = folder.resolve("autostart");
  }

  @Override
  public boolean dark() {
    String gtk = environment.getOrDefault("GTK_THEME", "").toLowerCase(Locale.ROOT);
    if (!gtk.isEmpty()) {
      return gtk.endsWith(":dark") || gtk.endsWith("-dark");
    }
    return programs
        .ask(List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"))
        .map(scheme -> scheme.contains("prefer-dark"))
        .orElse(false);
  }

  @Override
  public boolean reveal(Path path) {
    Path folder = Files.isDirectory(path) ? path : path.getParent();
    return programs.start(List.of("xdg-open", folder.toString()));
  }

  @Override
  public boolean notice(String heading, String text) {
    return programs.start(List.of("notify-send", "--app-name=Hozon", heading, text));
  }

  @Override
  public void tray(TrayMenu menu) {
    tray.show(menu);
  }

  @Override
  public boolean canAutostart() {
    return !command.isEmpty();
  }

  @Override
  public boolean autostart() {
    return Files.isRegularFile(autostartFolder.resolve(ENTRY));
  }

  @Override
  public void autostart(boolean on) {
    Path entry = autostartFolder.resolve(ENTRY);
    try {
      if (on) {
        Files.createDirectories(autostartFolder);
        Files.writeString(entry, entry(command));
      } else {
        Files.deleteIfExists(entry);
      }
    } catch (IOException unwritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          entry
              + " could not be changed ("
              + unwritable
              + "); starting with the session stays"
              + " as it was.",
          unwritable);
    }
  }

  private static String entry(List<String> command) {
    StringBuilder line = new StringBuilder();
    for (String word : command) {
      String quoted = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$");
      line.append(line.isEmpty() ? "" : " ").append('"').append(quoted).append('"');
    }
    return "[Desktop Entry]\nType=Application\nName=Hozon\nComment=Keeps your files safe\nExec="
        + line
        + "\nIcon=hozon\nTerminal=false\nX-GNOME-Autostart-enabled=true\n";
  }
}
