package org.hozon.app;

import java.io.Console;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hozon.model.HozonException;

/** Where commands get a passphrase from: a file, or the person at the terminal. */
final class Passphrase {
  /** Names the file with the passphrase, for services. */
  static final String ENVIRONMENT = "HOZON_PASSPHRASE_FILE";

  private static final int LONGEST_FILE = 4096;

  private Passphrase() {}

  /**
   * The passphrase in a file, without the line's end.
   *
   * @throws HozonException of kind FAILED when the file cannot be read, USAGE when it is empty
   */
  static char[] read(Path file) {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST_FILE);
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The passphrase cannot be read from '" + file + "'; nothing was changed.",
          unreadable);
    }
    CharBuffer text = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int length = 0;
    while (length < text.remaining()
        && text.charAt(length) != '\n'
        && text.charAt(length) != '\r') {
      length++;
    }
    char[] passphrase = new char[length];
    text.get(passphrase);
    Arrays.fill(text.array(), '\0');
    return notEmpty(passphrase);
  }

  /**
   * Asks the person at the terminal.
   *
   * @throws HozonException of kind FAILED when nobody is there
   */
  static char[] ask(String question) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s: ", question);
    if (typed == null) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This home's keys are under a passphrase, and there is no terminal to ask for it; nothing"
              + " was changed. Give a file with it: --passphrase-file F, or "
              + ENVIRONMENT
              + ".");
    }
    return notEmpty(typed);
  }

  /** Asks for a new one twice. */
  static char[] askNew() {
    char[] first = ask("New passphrase");
    char[] again = ask("Once more");
    boolean same = Arrays.equals(first, again);
    Arrays.fill(again, '\0');
    if (!same) {
      Arrays.fill(first, '\0');
      throw new HozonException(
          HozonException.Kind.USAGE, "The two are not the same; nothing was changed.");
    }
    return first;
  }

  private static char[] notEmpty(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new HozonException(
          HozonException.Kind.USAGE, "An empty passphrase locks nothing; nothing was changed.");
    }
    return passphrase;
  }
}
