package org.hozon.app;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.hozon.model.HozonException;
import org.hozon.node.HomeAccounts;

/**
 * Makes the account of a home whose node is started without one, and never loses its words: a
 * person at the terminal sees them; a service, whose output others may read, gets them in a file.
 */
final class FirstAccount {
  private FirstAccount() {}

  /**
   * Makes it.
   *
   * @return the owner-only file with the words, null when they were shown
   */
  static Path make(Context context) {
    HomeAccounts.Made made = context.door().makeAccount(context.home());
    if (context.terminal().live() && !context.json()) {
      context.tell(PhraseSheet.of(made));
      return null;
    }
    Path file = context.home().resolve("keys").resolve("recovery-phrase.txt");
    write(file, String.join(" ", made.phrase()) + "\n");
    context.tell(
        "A new account was made; its 24 words are in "
            + file
            + ": copy them to paper, keep them away from this computer, then delete the file.");
    return file;
  }

  private static void write(Path file, String words) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createDirectories(file.getParent());
      Files.createFile(file, ownerOnly);
      Files.writeString(file, words);
    } catch (IOException unwritable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The words of the new account could not be written to "
              + file
              + "; delete this home, which holds nothing yet, make room and try again.",
          unwritable);
    }
  }
}
