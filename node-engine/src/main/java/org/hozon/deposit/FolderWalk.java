package org.hozon.deposit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks folder trees in the order of their paths, links never followed; what cannot be read is told
 * to {@code problems} and the walk goes on. Holds one list of names a level, nothing more.
 */
final class FolderWalk implements Iterator<Scanned> {
  /**
   * Where a tree begins: its name in the deposit and its place on disk.
   *
   * @param raw bytes of the name when the text is lossy, else null
   */
  record Root(String name, byte[] raw, Path place) {}

  /**
   * A step still to take. A folder has two: its entry, sorted as {@code name}, and its contents,
   * sorted as {@code name/}; so the walk goes in the order of whole paths.
   */
  private record Step(
      String key, String path, byte[] raw, Path place, Ignoring.Frame frame, boolean contents) {}

  private final Ignoring ignoring;
  private final Consumer<String> problems;
  private final Deque<Iterator<Step>> levels = new ArrayDeque<>();
  private final Deque<Step> folders = new ArrayDeque<>();
  private Scanned next;

  /** Walks over everything. */
  FolderWalk(List<Root> roots, Consumer<String> problems) {
    this(roots, Ignoring.nothing(), problems);
  }

  FolderWalk(List<Root> roots, Ignoring ignoring, Consumer<String> problems) {
    this.ignoring = ignoring;
    this.problems = problems;
    List<Step> steps = new ArrayList<>();
    for (Root root : roots) {
      addSteps(steps, root.name(), root.name(), root.raw(), root.place(), null);
    }
    levels.push(sorted(steps));
  }

  @Override
  public boolean hasNext() {
    while (next == null && !levels.isEmpty()) {
      if (levels.peek().hasNext()) {
        take(levels.peek().next());
      } else {
        levels.pop();
      }
    }
    return next != null;
  }

  @Override
  public Scanned next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Scanned result = next;
    next = null;
    return result;
  }

  private void take(Step step) {
    if (step.contents()) {
      // Only what turned out to be a folder has contents.
      if (folders.removeFirstOccurrence(step)) {
        levels.push(sorted(list(step)));
      }
      return;
    }
    try {
      FileStamp stamp = FileStamp.of(step.place());
      if (ignoring.leavesOut(step.frame(), step.path(), stamp.kind() == FileStamp.Kind.FOLDER)) {
        return;
      }
      if (stamp.kind() == FileStamp.Kind.SPECIAL) {
        problems.accept(
            "'" + step.path() + "' is a socket, a pipe or a device, so it was left out.");
        return;
      }
      if (stamp.kind() == FileStamp.Kind.FOLDER) {
        folders.push(contentsOf(step));
      }
      next = new Scanned(step.path(), step.raw(), step.place(), stamp);
    } catch (IOException | SecurityException unreadable) {
      if (ignoring.leavesOut(step.frame(), step.path(), false)) {
        return;
      }
      problems.accept(
          "'" + step.path() + "' could not be read (" + why(unreadable) + "), so it was left out.");
    }
  }

  private List<Step> list(Step folder) {
    List<Step> steps = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    Ignoring.Frame within = ignoring.enter(folder.frame(), folder.path(), folder.place(), problems);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.place())) {
      for (Path entry : entries) {
        RawNames.Name name = RawNames.of(entry);
        String text = Roots.unique(name.text(), taken);
        addSteps(steps, text, folder.path() + "/" + text, name.raw(), entry, within);
      }
    } catch (IOException | DirectoryIteratorException | SecurityException unreadable) {
      problems.accept(
          "The folder '"
              + folder.path()
              + "' could not be read ("
              + why(unreadable)
              + "), so what is in it may be missing.");
    }
    return steps;
  }

  private static void addSteps(
      List<Step> to, String name, String path, byte[] raw, Path place, Ignoring.Frame frame) {
    Step entry = new Step(name, path, raw, place, frame, false);
    to.add(entry);
    to.add(contentsOf(entry));
  }

  private static Step contentsOf(Step entry) {
    return new Step(
        entry.key() + "/", entry.path(), entry.raw(), entry.place(), entry.frame(), true);
  }

  private static Iterator<Step> sorted(List<Step> steps) {
    steps.sort(Comparator.comparing(Step::key));
    return steps.iterator();
  }

  /** The reason of a failed access in a few words. */
  static String why(Exception failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "it is no longer there";
    }
    Throwable cause =
        failure instanceof DirectoryIteratorException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
