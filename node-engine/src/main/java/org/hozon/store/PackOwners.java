package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.crypto.OwnerSeal;
import org.hozon.crypto.PackHeader;
import org.hozon.model.AccountId;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;

/**
 * Whose a pack on this disk is, by the pack's own word: named in its header, signed at its end.
 * Thread-safe.
 */
final class PackOwners {
  private final PackPaths paths;

  /** What the seal signs, of packs that came a moment ago: they need not be read once more. */
  private final Map<PackId, byte[]> fresh = new ConcurrentHashMap<>();

  PackOwners(PackPaths paths) {
    this.paths = paths;
  }

  /** A pack came whole. */
  void came(PackId pack, byte[] hashBeforeSeal) {
    fresh.put(pack, hashBeforeSeal);
  }

  /** It will not be asked about any more. */
  void forget(PackId pack) {
    fresh.remove(pack);
  }

  /**
   * The account that made a pack, whose file is known to be what its name says; empty when nobody
   * signed it.
   *
   * @throws IOException when the file is not here or cannot be read
   * @throws HozonException of kind DAMAGED when it is no pack
   */
  Optional<AccountId> of(PackId pack) throws IOException {
    try (FileChannel file = FileChannel.open(paths.file(pack), StandardOpenOption.READ)) {
      long sealAt = file.size() - OwnerSeal.BYTES;
      if (sealAt < PackHeader.BYTES) {
        return Optional.empty();
      }
      PackHeader header = PackHeader.read(bytes(file, 0, PackHeader.BYTES));
      if (!header.sealed()) {
        return Optional.empty();
      }
      byte[] seal = bytes(file, sealAt, OwnerSeal.BYTES).array();
      byte[] known = fresh.get(pack);
      byte[] signed = known == null ? PackHash.of(file).beforeSeal() : known;
      return OwnerSeal.valid(header.owner(), signed, seal)
          ? Optional.of(header.owner())
          : Optional.empty();
    }
  }

  private static ByteBuffer bytes(FileChannel file, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset + bytes.position()) < 0) {
        throw new IOException("the pack became shorter while it was read");
      }
    }
    return bytes.flip();
  }
}
