package org.hozon.deposit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Says what a walk leaves out: the deposit's own patterns, and those of files named {@value #FILE}
 * in the folders, the nearest one first. What is named as a root is never left out, and nothing
 * within a folder that is left out can be taken back, as with git. Thread-safe.
 */
final class Ignoring {
  static final String FILE = ".hozonignore";
  private static final int LONGEST = 1 << 20;

  private final List<IgnorePattern> patterns;
  private final AtomicLong leftOut = new AtomicLong();

  /** The patterns that hold in a folder, and those of the folders above it. */
  static final class Frame {
    private final Frame above;
    private final String base;
    private final List<IgnorePattern> patterns;

    private Frame(Frame above, String base, List<IgnorePattern> patterns) {
      this.above = above;
      this.base = base;
      this.patterns = patterns;
    }
  }

  /**
   * @param lines the deposit's own patterns, relative to each of its roots
   */
  Ignoring(List<String> lines) {
    patterns = IgnorePattern.all(lines);
  }

  /** Leaves nothing out, and looks at no file. */
  static Ignoring nothing() {
    return new Ignoring(List.of());
  }

  /** Entries left out so far; a folder counts as one. */
  long leftOut() {
    return leftOut.get();
  }

  /**
   * The patterns that hold within a folder.
   *
   * @param above those that hold for the folder itself; null for a root
   * @param path of the folder in the deposit
   * @param problems told when its file cannot be read
   */
  Frame enter(Frame above, String path, Path place, Consumer<String> problems) {
    Frame frame = above == null ? new Frame(null, path + "/", patterns) : above;
    Path file = place.resolve(FILE);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return frame;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return new Frame(frame, path + "/", IgnorePattern.all(List.of(text.split("\n", -1))));
    } catch (IOException | SecurityException unreadable) {
      problems.accept(
          "'"
              + path
              + "/"
              + FILE
              + "' could not be read ("
              + FolderWalk.why(unreadable)
              + "), so nothing is left out because of it.");
      return frame;
    }
  }

  /** True when the entry is left out; counts it then. */
  boolean leavesOut(Frame frame, String path, boolean folder) {
    boolean left = matches(frame, path, folder);
    if (left) {
      leftOut.incrementAndGet();
    }
    return left;
  }

  private static boolean matches(Frame innermost, String path, boolean folder) {
    for (Frame frame = innermost; frame != null; frame = frame.above) {
      String below = path.substring(frame.base.length());
      for (int i = frame.patterns.size() - 1; i >= 0; i--) {
        IgnorePattern pattern = frame.patterns.get(i);
        if (pattern.isOf(below, folder)) {
          return !pattern.negated();
        }
      }
    }
    return false;
  }
}
