package org.hozon.ui.deposit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hozon.model.FileEntry;

/** The entries of a version by the folder they are in; the top is the empty path. */
final class FolderIndex {
  /** Folders first, then by name. */
  static final Comparator<FileEntry> ORDER =
      Comparator.<FileEntry, Boolean>comparing(entry -> entry.kind() != FileEntry.Kind.FOLDER)
          .thenComparing(entry -> nameOf(entry.path()), String.CASE_INSENSITIVE_ORDER)
          .thenComparing(FileEntry::path);

  private final Map<String, List<FileEntry>> folders = new HashMap<>();
  private final List<FileEntry> all = new ArrayList<>();

  /** Puts an entry where it belongs. */
  void add(FileEntry entry) {
    folders.computeIfAbsent(parentOf(entry.path()), path -> new ArrayList<>()).add(entry);
    all.add(entry);
  }

  /** No more entries come. */
  FolderIndex done() {
    folders.values().forEach(entries -> entries.sort(ORDER));
    return this;
  }

  /** What is in a folder. */
  List<FileEntry> in(String folder) {
    return folders.getOrDefault(folder, List.of());
  }

  /** All entries whose name or path has the words, whatever the case. */
  List<FileEntry> matching(String words) {
    String wanted = words.toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(entry -> entry.path().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  int size() {
    return all.size();
  }

  /** The folder an entry is in. */
  static String parentOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The last part of a path. */
  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
