package org.hozon.ui.settings;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the window remembers in {@code window.properties} of its home. A file that cannot be read is
 * as good as none; one that cannot be written is told in the log only: nothing of value is in it.
 */
public final class Preferences {
  private static final Logger LOG = LoggerFactory.getLogger(Preferences.class);

  /** Which theme to use. */
  public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** Where the window was and how large, in pixels. */
  public record Place(double x, double y, double width, double height, boolean maximized) {}

  private final Path file;
  private final Properties values = new Properties();

  public Preferences(Path home) {
    file = home.resolve("window.properties");
    try (Reader in = Files.newBufferedReader(file)) {
      values.load(in);
    } catch (IOException | IllegalArgumentException none) {
      LOG.debug("{} cannot be read: nothing is remembered", file, none);
    }
  }

  public Theme theme() {
    try {
      return Theme.valueOf(values.getProperty("theme", "system").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return Theme.SYSTEM;
    }
  }

  public void theme(Theme theme) {
    put("theme", theme.name().toLowerCase(Locale.ROOT));
  }

  /** The language tag that was chosen; empty for that of the system. */
  public String language() {
    return values.getProperty("language", "");
  }

  public void language(String tag) {
    put("language", tag);
  }

  /** True once a person was told that the node goes on when the window is closed. */
  public boolean closingTold() {
    return Boolean.parseBoolean(values.getProperty("closing.told"));
  }

  public void closingTold(boolean told) {
    put("closing.told", Boolean.toString(told));
  }

  /** Where the window was; null the first time. */
  public Place place() {
    try {
      return new Place(
          Double.parseDouble(values.getProperty("window.x", "")),
          Double.parseDouble(values.getProperty("window.y", "")),
          Double.parseDouble(values.getProperty("window.width", "")),
          Double.parseDouble(values.getProperty("window.height", "")),
          Boolean.parseBoolean(values.getProperty("window.maximized")));
    } catch (NumberFormatException never) {
      return null;
    }
  }

  public void place(Place place) {
    values.setProperty("window.x", Double.toString(place.x()));
    values.setProperty("window.y", Double.toString(place.y()));
    values.setProperty("window.width", Double.toString(place.width()));
    values.setProperty("window.height", Double.toString(place.height()));
    put("window.maximized", Boolean.toString(place.maximized()));
  }

  private synchronized void put(String key, String value) {
    values.setProperty(key, value);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(fresh)) {
        values.store(out, "What Hozon's window remembers");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      LOG.warn("What the window remembers could not be written to {}", file, unwritable);
    }
  }
}
