package org.hozon.node;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hozon.model.HozonException;
import org.hozon.model.Nearest;
import org.hozon.store.WholeFile;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** Reads and first writes {@code hozon.toml}; a typo in it is told with its line and the cure. */
final class SettingsFile {
  private static final String NOTHING_LOST = " Nothing was started and nothing was changed.";

  private final Path file;
  private final TomlParseResult toml;

  private SettingsFile(Path file, TomlParseResult toml) {
    this.file = file;
    this.toml = toml;
  }

  static Map<SettingKey, Object> readOrWrite(Path file) {
    try {
      try {
        return read(file, Files.readString(file));
      } catch (NoSuchFileException firstStart) {
        return writeFirst(file);
      }
    } catch (CharacterCodingException notText) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          file
              + " is not UTF-8 text; save it as UTF-8, or delete it to get a fresh one."
              + NOTHING_LOST,
          notText);
    } catch (IOException failed) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The settings "
              + file
              + " cannot be read or written ("
              + failed.getMessage()
              + "); check the folder's permissions and free space.",
          failed);
    }
  }

  private static Map<SettingKey, Object> writeFirst(Path file) throws IOException {
    WholeFile.write(file, template());
    return Map.of();
  }

  /**
   * Writes values back, each on its own line, keeping everything else as it is, comments included.
   *
   * @param values as TOML; null for the standard, which is a comment then
   * @throws HozonException of kind FAILED when the file cannot be written: it is as before then
   */
  static void set(Path file, Map<SettingKey, String> values) {
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      values.forEach((key, value) -> set(lines, key, value));
      WholeFile.write(file, String.join("\n", lines) + "\n");
    } catch (IOException failed) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The settings "
              + file
              + " cannot be written ("
              + failed.getMessage()
              + "), so nothing was changed; check the folder's permissions and free space.",
          failed);
    }
  }

  private static void set(List<String> lines, SettingKey key, String value) {
    String line =
        value == null ? "#" + key.key() + " = " + key.standard() : key.key() + " = " + value;
    Pattern set = Pattern.compile("\\s*" + key.key() + "\\s*=.*");
    Pattern comment = Pattern.compile("\\s*#\\s*" + key.key() + "\\s*=.*");
    String section = "";
    int commented = -1;
    int end = -1;
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (text.startsWith("[") && text.contains("]")) {
        section = text.substring(1, text.indexOf(']')).strip();
      }
      if (section.equals(key.section())) {
        end = i + 1;
        if (set.matcher(lines.get(i)).matches()) {
          int tail = lines.get(i).indexOf(" #");
          lines.set(i, tail > 0 ? line + lines.get(i).substring(tail) : line);
          return;
        }
        commented = comment.matcher(lines.get(i)).matches() ? i : commented;
      }
    }
    if (commented >= 0) {
      lines.set(commented, line);
    } else if (end >= 0) {
      lines.add(end, line);
    } else {
      lines.add("");
      lines.add("[" + key.section() + "]");
      lines.add(line);
    }
  }

  /** Every key with its meaning and default; the defaults are comments, so a preset rules. */
  static String template() {
    StringBuilder text =
        new StringBuilder(
            """
            # Settings of this Hozon node, read when it starts. Remove the # before a key to set it;
            # a key that stays a comment has the value shown, or the preset's for waiting times.
            """);
    String section = "";
    for (SettingKey key : SettingKey.values()) {
      if (!key.section().equals(section)) {
        section = key.section();
        text.append("\n[").append(section).append("]");
      }
      text.append("\n# ").append(key.meaning()).append('\n');
      text.append('#').append(key.key()).append(" = ").append(key.standard()).append('\n');
    }
    return text.toString();
  }

  private static Map<SettingKey, Object> read(Path file, String text) {
    TomlParseResult toml = Toml.parse(text);
    if (toml.hasErrors()) {
      TomlParseError first = toml.errors().get(0);
      throw wrong(file, first.position(), first.getMessage());
    }
    return new SettingsFile(file, toml).values();
  }

  private Map<SettingKey, Object> values() {
    Map<SettingKey, Object> values = new EnumMap<>(SettingKey.class);
    toml.keyPathSet(true).stream().sorted(this::byPosition).forEach(this::requireKnown);
    for (SettingKey key : SettingKey.values()) {
      Object value = toml.get(key.path());
      if (value != null) {
        try {
          values.put(key, key.read(value));
        } catch (IllegalArgumentException bad) {
          throw wrong(file, toml.inputPositionOf(key.path()), key.key() + ": " + bad.getMessage());
        }
      }
    }
    return values;
  }

  private int byPosition(List<String> a, List<String> b) {
    return Integer.compare(line(a), line(b));
  }

  private int line(List<String> path) {
    TomlPosition position = toml.inputPositionOf(path);
    return position == null ? 0 : position.line();
  }

  private void requireKnown(List<String> path) {
    List<SettingKey> keys = Arrays.asList(SettingKey.values());
    boolean known = keys.stream().anyMatch(key -> key.path().equals(path));
    boolean section =
        path.size() == 1 && keys.stream().anyMatch(k -> k.section().equals(path.get(0)));
    if (known || (section && toml.isTable(path))) {
      return;
    }
    throw wrong(file, toml.inputPositionOf(path), complaint(path));
  }

  private String complaint(List<String> path) {
    String leaf = path.get(path.size() - 1);
    if (path.size() == 1 && toml.isTable(path)) {
      Stream<String> sections = Arrays.stream(SettingKey.values()).map(SettingKey::section);
      return "there is no section ["
          + leaf
          + "]"
          + meant(leaf, sections.filter(s -> !s.isEmpty()).distinct().toList(), "[%s]");
    }
    String section = path.size() == 1 ? "" : path.get(0);
    if (path.size() == 1
        && Arrays.stream(SettingKey.values()).anyMatch(key -> key.section().equals(leaf))) {
      return "'" + leaf + "' is a section; write [" + leaf + "] once, and its keys below it";
    }
    Optional<SettingKey> elsewhere =
        Arrays.stream(SettingKey.values()).filter(key -> key.key().equals(leaf)).findFirst();
    if (elsewhere.isPresent()) {
      String place = elsewhere.get().section();
      return "the key '"
          + leaf
          + "' belongs "
          + (place.isEmpty() ? "at the top, before any section" : "in the section [" + place + "]")
          + ".";
    }
    List<String> here =
        Arrays.stream(SettingKey.values())
            .filter(key -> key.section().equals(section))
            .map(SettingKey::key)
            .toList();
    List<String> all = Arrays.stream(SettingKey.values()).map(SettingKey::key).toList();
    return "there is no key '"
        + leaf
        + "'"
        + (section.isEmpty() ? "" : " in [" + section + "]")
        + meant(leaf, !Nearest.to(leaf, here).isEmpty() ? here : all, "'%s'");
  }

  private static String meant(String typed, List<String> known, String form) {
    return Nearest.to(typed, known).stream()
        .findFirst()
        .map(word -> "; did you mean " + String.format(form, word) + "?")
        .orElseGet(() -> "; known are " + String.join(", ", known) + ".");
  }

  private static HozonException wrong(Path file, TomlPosition position, String complaint) {
    String end = complaint.endsWith(".") || complaint.endsWith("?") ? "" : ".";
    return new HozonException(
        HozonException.Kind.USAGE,
        file
            + ", line "
            + (position == null ? 1 : position.line())
            + ": "
            + complaint
            + end
            + NOTHING_LOST);
  }
}
