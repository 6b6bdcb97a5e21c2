package org.hozon.link;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.hozon.model.PackId;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;

/** What the data plane needs of this node's pack files. Thread-safe. */
public interface PackDisk {
  /**
   * Begins, or takes up again, receiving a pack.
   *
   * @throws StoreRefusal when it cannot be taken now
   * @see PackStore#receive
   */
  PackStore.Incoming receive(PackId pack, long bytes, long quotaLeft) throws StoreRefusal;

  /** Bytes of an unfinished earlier reception that can be taken up; 0 when there are none. */
  long partialBytes(PackId pack);

  /** True when the pack is durable here. */
  boolean contains(PackId pack);

  /** Opens a pack for reading; empty when it is not here. The caller closes the channel. */
  Optional<FileChannel> read(PackId pack) throws IOException;

  /** The pack files of a home. */
  static PackDisk of(PackStore store) {
    return new PackDisk() {
      @Override
      public PackStore.Incoming receive(PackId pack, long bytes, long quotaLeft)
          throws StoreRefusal {
        return store.receive(pack, bytes, quotaLeft);
      }

      @Override
      public long partialBytes(PackId pack) {
        return store.partialBytes(pack);
      }

      @Override
      public boolean contains(PackId pack) {
        return store.contains(pack);
      }

      @Override
      public Optional<FileChannel> read(PackId pack) throws IOException {
        return store.read(pack);
      }
    };
  }
}
