package org.hozon.deposit;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names entries get on the system they are restored to. A path that would leave the target is
 * refused. On Windows, characters that cannot stand in names become {@code _}, device names (CON,
 * NUL, COM1, …) get a {@code _} before them, and a dot or blank at the end becomes {@code _}. Where
 * upper and lower case are the same, the second of two such names becomes {@code name (2).ext}.
 */
final class TargetNames {
  private static final Pattern WINDOWS_ILLEGAL = Pattern.compile("[<>:\"|?*\\\\\\x00-\\x1f]");
  private static final Pattern WINDOWS_DEVICE =
      Pattern.compile(
          "(CON|PRN|AUX|NUL|COM[0-9\u00b9\u00b2\u00b3]|LPT[0-9\u00b9\u00b2\u00b3])(\\..*)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern WINDOWS_ABSOLUTE = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\.*");

  private final boolean windows;
  private final boolean foldsCase;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param windows true when the target is on Windows
   * @param foldsCase true when the target does not tell upper from lower case
   */
  TargetNames(boolean windows, boolean foldsCase) {
    this.windows = windows;
    this.foldsCase = foldsCase;
  }

  /** Why a manifest's path must not be followed; null when it is fine. */
  String refusal(String path) {
    if (path.isEmpty()) {
      return "it has no name";
    }
    if (path.indexOf('\0') >= 0) {
      return "a name in it holds a zero byte";
    }
    if (path.startsWith("/") || (windows && WINDOWS_ABSOLUTE.matcher(path).matches())) {
      return "it is absolute and would leave the target folder";
    }
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        return "it climbs out of the target folder";
      }
      if (name.isEmpty() || name.equals(".")) {
        return "it is no plain path";
      }
    }
    return null;
  }

  /**
   * The name an entry gets.
   *
   * @param folder the folder's path as restored, distinguishing equal names in different folders
   */
  String nameIn(String folder, String name) {
    String possible = windows ? onWindows(name) : name;
    if (!foldsCase) {
      return possible;
    }
    String candidate = possible;
    for (int n = 2; !taken.add(folded(folder + "/" + candidate)); n++) {
      int dot = possible.lastIndexOf('.');
      candidate =
          dot > 0
              ? possible.substring(0, dot) + " (" + n + ")" + possible.substring(dot)
              : possible + " (" + n + ")";
    }
    return candidate;
  }

  private static String folded(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private static String onWindows(String name) {
    String clean = WINDOWS_ILLEGAL.matcher(name).replaceAll("_");
    if (clean.endsWith(".") || clean.endsWith(" ")) {
      clean = clean.substring(0, clean.length() - 1) + "_";
    }
    return WINDOWS_DEVICE.matcher(clean).matches() ? "_" + clean : clean;
  }
}
