package org.hozon.app.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for pieces of the depositor's files in whatever stands on a holder's disk. */
final class Plaintext {
  static final int PIECE = 64;

  private final Map<Long, List<byte[]>> pieces = new HashMap<>();

  /** Remembers pieces of 64 bytes from the start, the middle and the end of each file. */
  static Plaintext of(Path folder) throws IOException {
    Plaintext plaintext = new Plaintext();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
          .forEach(plaintext::remember);
    }
    return plaintext;
  }

  int count() {
    return pieces.values().stream().mapToInt(List::size).sum();
  }

  private void remember(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > PIECE) {
        for (int start : new int[] {0, (bytes.length - PIECE) / 2, bytes.length - PIECE}) {
          byte[] piece = new byte[PIECE];
          System.arraycopy(bytes, start, piece, 0, PIECE);
          long key = ByteBuffer.wrap(piece).order(ByteOrder.BIG_ENDIAN).getLong();
          pieces.computeIfAbsent(key, none -> new ArrayList<>()).add(piece);
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The files below a folder that have one of the pieces in them. */
  List<Path> foundBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(this::isIn).toList();
    }
  }

  private boolean isIn(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      long window = 0;
      for (int i = 0; i < bytes.length; i++) {
        window = window << 8 | (bytes[i] & 0xff);
        int start = i - Long.BYTES + 1;
        if (start >= 0 && pieces.containsKey(window) && matches(bytes, start, window)) {
          return true;
        }
      }
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private boolean matches(byte[] bytes, int start, long window) {
    for (byte[] piece : pieces.get(window)) {
      if (start + PIECE <= bytes.length
          && ByteBuffer.wrap(bytes, start, PIECE).equals(ByteBuffer.wrap(piece))) {
        return true;
      }
    }
    return false;
  }
}
