package org.hozon.deposit;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hozon.model.HozonException;

/** The paths of a request: checked, made plain, and given distinct names in the deposit. */
final class Roots {
  private Roots() {}

  /**
   * Reads the paths of a request.
   *
   * @throws HozonException of kind USAGE when there is none, one is not absolute, or nothing stands
   *     there
   */
  static List<FolderWalk.Root> of(List<String> paths) {
    Set<Path> places = new LinkedHashSet<>();
    for (String text : paths) {
      Path place = plain(text);
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        throw new HozonException(
            HozonException.Kind.USAGE,
            "There is nothing at '" + text + "', so nothing was deposited; check the path.");
      }
      places.add(place);
    }
    if (places.isEmpty()) {
      throw new HozonException(
          HozonException.Kind.USAGE, "Name at least one file or folder to deposit.");
    }
    List<FolderWalk.Root> roots = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path place : places) {
      RawNames.Name name =
          place.getFileName() == null
              ? new RawNames.Name(nameOfTop(place), null)
              : RawNames.of(place);
      String text = unique(name.text(), taken);
      roots.add(new FolderWalk.Root(text, text.equals(name.text()) ? name.raw() : null, place));
    }
    return roots;
  }

  private static Path plain(String text) {
    try {
      Path place = Path.of(text);
      if (!place.isAbsolute()) {
        throw new HozonException(
            HozonException.Kind.USAGE,
            "'" + text + "' is not an absolute path; give the whole path from the top.");
      }
      return place.normalize();
    } catch (InvalidPathException notHere) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "'" + text.replace('\0', '?') + "' cannot be a path on this system; check it.",
          notHere);
    }
  }

  /** The whole disk has no name of its own. */
  private static String nameOfTop(Path place) {
    String letters = place.toString().replaceAll("[^A-Za-z0-9]", "");
    return letters.isEmpty() ? "disk" : letters;
  }

  /** The name, or {@code name (2)}, {@code name (3)}, … when it is taken; takes it. */
  static String unique(String name, Set<String> taken) {
    String candidate = name;
    for (int n = 2; !taken.add(candidate); n++) {
      candidate = name + " (" + n + ")";
    }
    return candidate;
  }
}
