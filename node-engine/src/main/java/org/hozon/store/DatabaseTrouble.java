package org.hozon.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.hozon.model.HozonException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what SQLite says into one sentence for a person. */
final class DatabaseTrouble {
  private DatabaseTrouble() {}

  /** The trouble to throw for {@code thrown}; what is a sentence already stays as it is. */
  static HozonException of(Path file, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof HozonException sentence) {
        return sentence;
      }
      if (cause instanceof SQLiteException said) {
        return of(file, said.getResultCode(), thrown);
      }
    }
    return failed("The database " + file + " cannot be used: " + thrown.getMessage() + ".", thrown);
  }

  private static HozonException of(Path file, SQLiteErrorCode code, Throwable thrown) {
    if (code == SQLiteErrorCode.SQLITE_READONLY && Files.isWritable(file)) {
      return damaged(file, "its beginning says that it is not to be written", thrown);
    }
    // The low byte is the family of an extended code.
    SQLiteErrorCode family = SQLiteErrorCode.getErrorCode(code.code & 0xff);
    return switch (family) {
      case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_FORMAT -> damaged(file, code.message, thrown);
      // Every statement is written for this schema: what is missing was lost from it.
      case SQLITE_ERROR -> {
        String said = String.valueOf(thrown);
        if (said.contains("no such ")) {
          yield damaged(file, "a table is missing", thrown);
        } else if (said.contains("unsupported file format")) {
          yield damaged(file, "its beginning is not what was written", thrown);
        }
        yield failed("The database " + file + " cannot be used: " + code.message + ".", thrown);
      }
      case SQLITE_FULL ->
          failed(
              "The disk of "
                  + file
                  + " is full, so this could not be written down; what was acknowledged before is"
                  + " safe; free some space and try again.",
              thrown);
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
          failed(
              "The database "
                  + file
                  + " cannot be written ("
                  + code.message
                  + "); what was acknowledged before is safe; make the file and its folder"
                  + " writable for you.",
              thrown);
      case SQLITE_IOERR ->
          failed(
              "The disk of "
                  + file
                  + " fails ("
                  + code.message
                  + "); what was acknowledged before stands also on the other holders; look after"
                  + " the disk.",
              thrown);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          failed(
              "Another program has the database "
                  + file
                  + " locked; your data is untouched; close that program and try again.",
              thrown);
      default -> failed("The database " + file + " cannot be used: " + code.message + ".", thrown);
    };
  }

  /** True for a database that is not sound, as against one that cannot be used now. */
  static boolean isDamage(HozonException trouble) {
    return trouble.kind() == HozonException.Kind.DAMAGED
        && !(trouble.getCause() instanceof Schema.NewerProgram);
  }

  /** True when it is the disk that had no room for a write. */
  static boolean isFull(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException said) {
        return SQLiteErrorCode.getErrorCode(said.getResultCode().code & 0xff)
            == SQLiteErrorCode.SQLITE_FULL;
      }
    }
    return false;
  }

  /** The database is not sound. */
  static HozonException damaged(Path file, String detail, Throwable thrown) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "The database "
            + file
            + " is damaged ("
            + detail
            + "); the packs beside it are untouched and nothing that was acknowledged is lost: the"
            + " node sets the file aside and makes a new one from the packs and from what the other"
            + " nodes know.",
        thrown);
  }

  private static HozonException failed(String sentence, Throwable thrown) {
    return new HozonException(HozonException.Kind.FAILED, sentence, thrown);
  }
}
