package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pack on its way in: its part file, its hash so far, its share of the disk's room. */
final class Reception implements PackStore.Incoming {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** The disk's room is looked at again each time that much was written. */
  private static final int ROOM_CHECK_BYTES = 1 << 20;

  private static final int REHASH_BUFFER = 256 << 10;

  /** What a reception needs of the store it belongs to. */
  interface Store {
    PackPaths paths();

    DiskRoom room();

    PartShelf shelf();

    PackShelves shelves();

    PackOwners owners();

    /** The reception is over, one way or the other. */
    void over(PackId pack);
  }

  private final Store store;
  private final PackId pack;
  private final long bytes;
  private final FileChannel channel;
  private final PackHash hash;
  private final long offset;
  private long received;
  private long promised;
  private long unchecked;
  private boolean open = true;

  /**
   * Opens the part file and hashes what is in it; the store has promised room for the rest.
   *
   * @param promised of {@code bytes}; the rest is in the part file
   */
  Reception(Store store, PackId pack, long bytes, long promised) throws IOException {
    this.store = store;
    this.pack = pack;
    this.bytes = bytes;
    this.promised = promised;
    this.hash = new PackHash(bytes);
    this.channel =
        FileChannel.open(
            store.paths().part(pack),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean ready = false;
    try {
      if (channel.size() > bytes - promised) {
        channel.truncate(bytes - promised);
      }
      this.offset = hashWhatIsThere();
      this.received = offset;
      ready = true;
    } finally {
      if (!ready) {
        channel.close();
      }
    }
  }

  private long hashWhatIsThere() throws IOException {
    long size = channel.size();
    if (size > 0) {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, REHASH_BUFFER));
      while (channel.read(buffer) >= 0) {
        hash.update(buffer.flip());
        buffer.clear();
      }
    }
    return channel.position();
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public void write(ByteBuffer more) throws IOException, StoreRefusal {
    if (!open) {
      throw new ClosedChannelException();
    }
    int length = more.remaining();
    if (length > bytes - received) {
      throw refused(
          new StoreRefusal(
              StoreRefusal.Why.WRONG_BYTES,
              "More than the announced " + bytes + " bytes came for pack " + pack + "."));
    }
    try {
      checkRoom(length);
      ByteBuffer written = more.duplicate();
      while (more.hasRemaining()) {
        channel.write(more);
      }
      hash.update(written);
    } catch (ClosedByInterruptException interrupted) {
      close();
      throw interrupted;
    } catch (IOException trouble) {
      throw refused(DiskTrouble.refusal(trouble));
    }
    received += length;
    promised -= length;
    store.room().settle(length);
  }

  private void checkRoom(int length) throws IOException, StoreRefusal {
    unchecked += length;
    if (unchecked >= ROOM_CHECK_BYTES) {
      unchecked = 0;
      while (store.room().left() < 0) {
        if (!store.shelf().discardOldest()) {
          throw refused(DiskTrouble.noRoom(promised, store.room().reserve()));
        }
      }
    }
  }

  @Override
  public void commit() throws StoreRefusal {
    if (!open) {
      throw new IllegalStateException("the reception of pack " + pack + " is over");
    }
    if (received != bytes) {
      throw refused(
          new StoreRefusal(
              StoreRefusal.Why.WRONG_BYTES,
              "Only " + received + " of " + bytes + " bytes came for pack " + pack + "."));
    }
    if (!hash.isOf(pack)) {
      throw refused(
          new StoreRefusal(
              StoreRefusal.Why.WRONG_BYTES,
              "What came for pack " + pack + " is not that pack: its SHA-256 differs."));
    }
    try {
      channel.force(true);
      channel.close();
      store.shelves().place(pack);
      store.owners().came(pack, hash.beforeSeal());
      end();
    } catch (ClosedByInterruptException interrupted) {
      close();
      throw new StoreRefusal(
          StoreRefusal.Why.BUSY, "This node is stopping; send the pack again later.", interrupted);
    } catch (IOException trouble) {
      throw refused(DiskTrouble.refusal(trouble));
    }
  }

  /** Throws away what came. */
  private StoreRefusal refused(StoreRefusal refusal) {
    if (refusal.why() == StoreRefusal.Why.DISK_FAILED) {
      LOG.warn("Pack {} could not be written", pack, refusal.getCause());
    }
    closeChannel();
    store.shelf().delete(pack);
    end();
    return refusal;
  }

  @Override
  public void close() {
    if (open) {
      closeChannel();
      store.shelf().put(pack);
      end();
    }
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException harmless) {
      LOG.warn("The part file of {} could not be closed", pack, harmless);
    }
  }

  private void end() {
    if (open) {
      open = false;
      store.room().settle(promised);
      promised = 0;
      store.over(pack);
    }
  }
}
