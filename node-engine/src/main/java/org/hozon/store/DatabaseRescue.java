package org.hozon.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database of a home, or sets a damaged one aside under another name and opens an empty
 * one in its place: the database is a cache of what pack files and other nodes say.
 *
 * <p>A mark in the home says that the new one is not filled yet; whoever fills it takes the mark
 * away, so that a crash in between begins it again.
 */
public final class DatabaseRescue {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRescue.class);
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String MARK = "hozon.db.rebuild";

  private DatabaseRescue() {}

  /**
   * An opened database.
   *
   * @param lost what happened to the former one, in a sentence; empty when it was sound
   */
  public record Opened(Database database, Optional<String> lost) {}

  /**
   * Opens.
   *
   * @param hadOne true when this home has had a database, so that none, or an empty one, is a loss
   * @throws HozonException as {@link Database#open}, but not for damage
   */
  public static Opened open(Home home, boolean hadOne, Instant now) {
    Path file = home.databaseFile();
    try {
      Path mark = home.folder().resolve(MARK);
      if (Files.exists(mark)) {
        return resume(home, Files.readString(mark), now);
      }
      if (hadOne && !Files.exists(file)) {
        return renew(home, "The database was gone.", now);
      }
      if (hadOne && Sqlite.hasNothing(file)) {
        return renew(home, "The database was empty.", now);
      }
      try {
        return new Opened(Database.open(file), Optional.empty());
      } catch (HozonException trouble) {
        if (!DatabaseTrouble.isDamage(trouble)) {
          throw trouble;
        }
        return renew(home, trouble.getMessage(), now);
      }
    } catch (IOException unreadable) {
      throw DatabaseTrouble.of(file, unreadable);
    }
  }

  /**
   * Marks an open database as damaged, so that the next {@link #open} sets it aside.
   *
   * @param reason in a sentence
   */
  public static void condemn(Home home, String reason) throws IOException {
    WholeFile.write(home.folder().resolve(MARK), reason);
  }

  /** The new database is filled: from now on it is the one. */
  public static void filled(Home home) {
    try {
      Files.deleteIfExists(home.folder().resolve(MARK));
    } catch (IOException again) {
      LOG.warn("The mark of a database made anew stays; the next start fills it again", again);
    }
  }

  /** The mark was there: the former one may still have to be set aside. */
  private static Opened resume(Home home, String mark, Instant now) throws IOException {
    if (!mark.startsWith(ASIDE)) {
      return renew(home, mark, now);
    }
    try {
      return new Opened(
          Database.open(home.databaseFile()), Optional.of(mark.substring(ASIDE.length())));
    } catch (HozonException trouble) {
      if (!DatabaseTrouble.isDamage(trouble)) {
        throw trouble;
      }
      return renew(home, trouble.getMessage(), now);
    }
  }

  private static final String ASIDE = "Set aside. ";

  private static Opened renew(Home home, String reason, Instant now) throws IOException {
    condemn(home, reason);
    Path file = home.databaseFile();
    Optional<Path> aside = setAside(file, now);
    String lost =
        aside.map(path -> reason + " It stands in " + path.getFileName() + ".").orElse(reason);
    LOG.warn("A new database takes the place of the former one: {}", lost);
    WholeFile.write(home.folder().resolve(MARK), ASIDE + lost);
    return new Opened(Database.open(file), Optional.of(lost));
  }

  private static Optional<Path> setAside(Path file, Instant now) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + NAME.format(now));
    for (int i = 2; Files.exists(aside); i++) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + NAME.format(now) + "-" + i);
    }
    boolean there = false;
    for (String end : new String[] {"-wal", "-shm", ""}) {
      Path from = file.resolveSibling(file.getFileName() + end);
      if (Files.exists(from)) {
        Files.move(from, aside.resolveSibling(aside.getFileName() + end));
        there |= Files.size(aside.resolveSibling(aside.getFileName() + end)) > 0;
      }
    }
    return there ? Optional.of(aside) : Optional.empty();
  }
}
