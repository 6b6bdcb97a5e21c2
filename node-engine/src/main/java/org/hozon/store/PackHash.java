package org.hozon.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.hozon.model.Hex;
import org.hozon.model.PackId;

/** Tells whether a file's bytes are those that its pack's name is the hash of. */
final class PackHash {
  private static final int BUFFER = 1 << 16;

  private PackHash() {}

  static boolean matches(Path file, PackId pack) throws IOException {
    MessageDigest hash = digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
      }
    }
    return Hex.of(hash.digest()).equals(pack.hex());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
