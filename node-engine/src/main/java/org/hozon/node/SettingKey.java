package org.hozon.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.hozon.model.Durations;
import org.hozon.model.HostPort;
import org.hozon.model.Hours;
import org.hozon.model.Retention;
import org.hozon.model.Sizes;
import org.tomlj.TomlArray;

/**
 * A key of {@code hozon.toml}: where it stands, what it means, and how its value is read. The file
 * written at first start, the reading of it and the messages about typos all come from this list.
 */
enum SettingKey {
  PRESET("", "preset", "\"home\"", "Waiting times: home, lan (office servers), trial.") {
    @Override
    Object read(Object value) {
      return Preset.parse(text(value));
    }
  },
  NAME("node", "name", "\"\"", "What others call this node; empty: the computer's name.") {
    @Override
    Object read(Object value) {
      return text(value);
    }
  },
  REGION("node", "region", "\"\"", "Region code of where it stands, such as JP or DE.") {
    @Override
    Object read(Object value) {
      return region(text(value));
    }
  },
  SITE("node", "site", "\"\"", "Building or room: copies avoid sharing one.") {
    @Override
    Object read(Object value) {
      return text(value);
    }
  },
  LISTEN("node", "listen", "\"\"", "Address to listen on; empty: the one that reaches the mesh.") {
    @Override
    Object read(Object value) {
      return text(value);
    }
  },
  DATA_PORT("node", "data_port", "0", "Port others send packs to (--join); 0: any free one.") {
    @Override
    Object read(Object value) {
      return (int) whole(value, 0, 65535);
    }
  },
  MESH_PORT("node", "mesh_port", "0", "Port of the mesh, the next one is used too; 0: any free.") {
    @Override
    Object read(Object value) {
      return (int) whole(value, 0, 65534);
    }
  },
  CONTROL_PORT(
      "node", "control_port", "0", "Port for commands of this computer; 0: any free one.") {
    @Override
    Object read(Object value) {
      return (int) whole(value, 0, 65535);
    }
  },
  CAPACITY("offer", "capacity", "\"off\"", "Disk offered to others, such as \"200GB\".") {
    @Override
    Object read(Object value) {
      return isWord(value, "off") ? 0L : size(value);
    }
  },
  RESERVE(
      "offer",
      "reserve",
      "\"auto\"",
      "Free space never touched; auto: 10 % of the disk or 10GB, whichever is smaller.") {
    @Override
    Object read(Object value) {
      return isWord(value, "auto") ? -1L : size(value);
    }
  },
  PER_ACCOUNT("offer", "per_account", "\"none\"", "Most of the offer that one account may fill.") {
    @Override
    Object read(Object value) {
      return speed(value);
    }
  },
  TRASH("offer", "trash", "\"7d\"", "How long packs stay that their owners gave up.") {
    @Override
    Object read(Object value) {
      return Durations.parse(text(value));
    }
  },
  UPLOAD("limits", "upload", "\"none\"", "Most bytes sent a second, such as \"10MB\".") {
    @Override
    Object read(Object value) {
      return speed(value);
    }
  },
  DOWNLOAD("limits", "download", "\"none\"", "Most bytes received a second.") {
    @Override
    Object read(Object value) {
      return speed(value);
    }
  },
  HOURS(
      "limits",
      "hours",
      "\"\"",
      "When these limits apply, such as \"08:00-18:00\"; empty: always.") {
    @Override
    Object read(Object value) {
      return Hours.parse(text(value));
    }
  },
  OUTSIDE("limits", "outside", "\"none\"", "Most bytes a second, each way, in the other hours.") {
    @Override
    Object read(Object value) {
      return speed(value);
    }
  },
  HOLD_OFF_LAST_COPY(
      "repair", "hold_off_last_copy", "\"0s\"", "Wait before repairing what has one copy left.") {
    @Override
    Object read(Object value) {
      return Durations.parse(text(value));
    }
  },
  HOLD_OFF_FEW_COPIES(
      "repair", "hold_off_few_copies", "\"30min\"", "The same with two copies left.") {
    @Override
    Object read(Object value) {
      return Durations.parse(text(value));
    }
  },
  HOLD_OFF_MORE_COPIES(
      "repair", "hold_off_more_copies", "\"4h\"", "The same with more copies left.") {
    @Override
    Object read(Object value) {
      return Durations.parse(text(value));
    }
  },
  TRIM_AFTER("repair", "trim_after", "\"1h\"", "How long a copy too many may stay.") {
    @Override
    Object read(Object value) {
      return Durations.parse(text(value));
    }
  },
  PARALLEL("repair", "parallel", "2", "Repairs led at the same time.") {
    @Override
    Object read(Object value) {
      return (int) whole(value, 1, 64);
    }
  },
  KEEP(
      "deposit",
      "keep",
      "\"10,48,7,4,24,3\"",
      "Versions a new deposit keeps: latest, hourly, daily, weekly, monthly, yearly.") {
    @Override
    Object read(Object value) {
      return Retention.parse(text(value));
    }
  },
  AUDIT_EVERY(
      "audit", "every", "\"1h\"", "How often other holders are asked to prove their copies.") {
    @Override
    Object read(Object value) {
      return pause(value);
    }
  },
  LOOK_EVERY(
      "scrub", "look_every", "\"2min\"", "How often the packs' files are looked for, unread.") {
    @Override
    Object read(Object value) {
      return pause(value);
    }
  },
  SCRUB_WITHIN(
      "scrub", "within", "\"30d\"", "Time in which all that is held is read once and checked.") {
    @Override
    Object read(Object value) {
      return pause(value);
    }
  },
  SCRUB_SHARE("scrub", "share", "\"2%\"", "Most of one core and the disk used for that.") {
    @Override
    Object read(Object value) {
      return share(value);
    }
  },
  JOIN("mesh", "join", "[]", "Nodes to join, such as [\"192.168.1.10:4711\"].") {
    @Override
    Object read(Object value) {
      return addresses(value);
    }
  },
  FAILURE_DETECTION(
      "mesh", "failure_detection", "\"10s\"", "Silence after which a node counts as failed.") {
    @Override
    Object read(Object value) {
      return Durations.parse(text(value));
    }
  };

  private final String section;
  private final String key;
  private final String standard;
  private final String meaning;

  SettingKey(String section, String key, String standard, String meaning) {
    this.section = section;
    this.key = key;
    this.standard = standard;
    this.meaning = meaning;
  }

  /**
   * Reads a value as TOML gives it.
   *
   * @throws IllegalArgumentException with what is wrong and what to write
   */
  abstract Object read(Object value);

  String section() {
    return section;
  }

  String key() {
    return key;
  }

  /** The default of the home preset, as TOML. */
  String standard() {
    return standard;
  }

  String meaning() {
    return meaning;
  }

  /** The key's place in the file, for TOML. */
  List<String> path() {
    return section.isEmpty() ? List.of(key) : List.of(section, key);
  }

  static String region(String text) {
    if (!text.matches("[A-Za-z0-9-]{0,32}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a region code; write letters and digits such as JP");
    }
    return text.toUpperCase(Locale.ROOT);
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text.strip();
    }
    throw new IllegalArgumentException("a text in quotes belongs here, not " + shown(value));
  }

  private static boolean isWord(Object value, String word) {
    return value instanceof String text && text.strip().equalsIgnoreCase(word);
  }

  private static long whole(Object value, long least, long most) {
    if (value instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw new IllegalArgumentException(
        "a whole number from " + least + " to " + most + " belongs here, not " + shown(value));
  }

  private static Duration pause(Object value) {
    Duration pause = Durations.parse(text(value));
    if (pause.toMillis() < 1) {
      throw new IllegalArgumentException("a time above 0 belongs here, not " + shown(value));
    }
    return pause;
  }

  private static double share(Object value) {
    String text = value instanceof String given ? given.strip() : "";
    if (text.matches("\\d{1,3}(\\.\\d{1,6})?\\s*%")) {
      double share = Double.parseDouble(text.replace("%", "").strip()) / 100;
      if (share > 0 && share <= 1) {
        return share;
      }
    }
    throw new IllegalArgumentException(
        "a share above 0 and up to \"100%\" belongs here, such as \"2%\", not " + shown(value));
  }

  private static long size(Object value) {
    return value instanceof Long bytes && bytes >= 0 ? bytes : Sizes.parse(text(value));
  }

  private static long speed(Object value) {
    if (isWord(value, "none")) {
      return 0L;
    }
    if (value instanceof String text && text.strip().endsWith("/s")) {
      return Sizes.parse(text.strip().substring(0, text.strip().length() - 2));
    }
    return size(value);
  }

  private static List<HostPort> addresses(Object value) {
    if (!(value instanceof TomlArray array)) {
      throw new IllegalArgumentException(
          "a list of addresses belongs here, such as [\"192.168.1.10:4711\"], not " + shown(value));
    }
    List<HostPort> addresses = new ArrayList<>();
    Function<Object, HostPort> parse = item -> HostPort.parse(text(item));
    array.toList().stream().map(parse).forEach(addresses::add);
    return List.copyOf(addresses);
  }

  private static String shown(Object value) {
    if (value instanceof String text) {
      return "\"" + text + "\"";
    }
    return value instanceof Number || value instanceof Boolean ? value.toString() : "this";
  }
}
