package org.hozon.app.hostile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.link.PackDisk;
import org.hozon.model.PackId;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;

/** Takes any pack; gives other bytes than it took, or throws packs away and says to have them. */
final class HostileDisk implements PackDisk {
  private final PackStore store;
  private final Path lies;
  private final Set<PackId> dropped = ConcurrentHashMap.newKeySet();
  private volatile boolean wrongBytes;
  private volatile boolean dropping;
  private volatile int wronglyServed;

  HostileDisk(PackStore store, Path lies) {
    this.store = store;
    this.lies = lies;
  }

  /** From now on what is asked for comes with a byte changed. */
  void serveWrongBytes() {
    wrongBytes = true;
  }

  /** How often wrong bytes were given out. */
  int wronglyServed() {
    return wronglyServed;
  }

  /** Throws all packs away, and those that come; it goes on saying to have them. */
  int dropAll() throws IOException {
    dropping = true;
    Set<PackId> all = ConcurrentHashMap.newKeySet();
    store.forEachFile((pack, bytes) -> all.add(pack));
    for (PackId pack : all) {
      drop(pack);
    }
    return dropped.size();
  }

  /** A pack came. */
  void taken(PackId pack) {
    if (dropping) {
      drop(pack);
    }
  }

  private void drop(PackId pack) {
    try {
      store.remove(pack);
      dropped.add(pack);
    } catch (IOException stays) {
      throw new java.io.UncheckedIOException(stays);
    }
  }

  @Override
  public PackStore.Incoming receive(PackId pack, long bytes, long quotaLeft) throws StoreRefusal {
    return store.receive(pack, bytes, quotaLeft);
  }

  @Override
  public long partialBytes(PackId pack) {
    return store.partialBytes(pack);
  }

  @Override
  public boolean contains(PackId pack) {
    return dropped.contains(pack) || store.contains(pack);
  }

  @Override
  public synchronized Optional<FileChannel> read(PackId pack) throws IOException {
    Optional<FileChannel> file = store.read(pack);
    if (!wrongBytes || file.isEmpty()) {
      return file;
    }
    wronglyServed++;
    try (FileChannel right = file.get()) {
      ByteBuffer bytes = ByteBuffer.allocate((int) right.size());
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = right.read(bytes);
      }
      for (int at = 0; at < bytes.limit(); at += 100) {
        bytes.put(at, (byte) (bytes.get(at) ^ 1));
      }
      Path lie = Files.createDirectories(lies).resolve(pack.hex());
      Files.write(lie, bytes.array());
      return Optional.of(FileChannel.open(lie, StandardOpenOption.READ));
    }
  }
}
