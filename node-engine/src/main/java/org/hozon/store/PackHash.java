package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.hozon.crypto.OwnerSeal;
import org.hozon.crypto.Sha256;
import org.hozon.model.Hex;
import org.hozon.model.PackId;

/**
 * The SHA-256 of a pack as its bytes come by, which is its name, and of all of it but its owner's
 * seal, which is what the seal signs. Not thread-safe.
 */
final class PackHash {
  private static final int BUFFER = 1 << 18;

  private final Sha256 digest = new Sha256();
  private long untilSeal;
  private byte[] beforeSeal;

  /**
   * @param bytes of the whole pack
   */
  PackHash(long bytes) {
    untilSeal = bytes - OwnerSeal.BYTES;
  }

  /** Takes the next bytes, all that remain in the buffer. */
  void update(ByteBuffer bytes) {
    if (beforeSeal == null && untilSeal >= 0 && bytes.remaining() >= untilSeal) {
      int end = bytes.limit();
      digest.update(bytes.limit(bytes.position() + (int) untilSeal));
      beforeSeal = digest.soFar();
      bytes.limit(end);
    } else {
      untilSeal -= bytes.remaining();
    }
    digest.update(bytes);
  }

  /** The hash of all that comes before the seal; of nothing for what is too short to have one. */
  byte[] beforeSeal() {
    return beforeSeal == null ? new byte[0] : beforeSeal;
  }

  /** True when all that came is this pack; nothing can come afterwards. */
  boolean isOf(PackId pack) {
    return Hex.of(digest.digest()).equals(pack.hex());
  }

  /** The hash of a whole file. */
  static PackHash of(FileChannel file) throws IOException {
    PackHash hash = new PackHash(file.size());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (file.read(buffer) >= 0) {
      hash.update(buffer.flip());
      buffer.clear();
    }
    return hash;
  }

  /** Tells whether a file's bytes are those that its pack's name is the hash of. */
  static boolean matches(Path file, PackId pack) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return of(channel).isOf(pack);
    }
  }
}
