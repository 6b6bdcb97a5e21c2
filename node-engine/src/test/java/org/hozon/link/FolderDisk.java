package org.hozon.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.model.PackId;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;

/** Packs in one real folder, with switches for the troubles a disk can make. */
final class FolderDisk implements PackDisk {
  private final Path folder;
  private final Set<PackId> receiving = ConcurrentHashMap.newKeySet();

  /** Where the last reception of a pack took up. */
  final Map<PackId, Long> takenUpAt = new ConcurrentHashMap<>();

  /** Writes beyond this fail. */
  volatile long breaksAfter = Long.MAX_VALUE;

  /** Runs before each piece is written. */
  volatile Runnable beforeWrite = () -> {};

  /** Runs before a pack becomes durable. */
  volatile Runnable beforeCommit = () -> {};

  FolderDisk(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  Path file(PackId pack) {
    return folder.resolve(pack + ".pack");
  }

  Path partFile(PackId pack) {
    return folder.resolve(pack + ".part");
  }

  @Override
  public PackStore.Incoming receive(PackId pack, long bytes, long quotaLeft) throws StoreRefusal {
    if (bytes > quotaLeft) {
      throw new StoreRefusal(StoreRefusal.Why.OFFER_FULL, "the offer is full");
    }
    if (!receiving.add(pack)) {
      throw new StoreRefusal(StoreRefusal.Why.BUSY, "someone else is sending that pack");
    }
    try {
      Receiving incoming = new Receiving(pack, bytes);
      takenUpAt.put(pack, incoming.offset());
      return incoming;
    } catch (IOException failed) {
      receiving.remove(pack);
      throw new StoreRefusal(StoreRefusal.Why.DISK_FAILED, "the disk fails", failed);
    }
  }

  @Override
  public long partialBytes(PackId pack) {
    try {
      return Files.exists(partFile(pack)) ? Files.size(partFile(pack)) : 0;
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public boolean contains(PackId pack) {
    return Files.exists(file(pack));
  }

  @Override
  public Optional<FileChannel> read(PackId pack) throws IOException {
    return contains(pack)
        ? Optional.of(FileChannel.open(file(pack), StandardOpenOption.READ))
        : Optional.empty();
  }

  /** Puts a pack there without any network. */
  void put(PackId pack, byte[] bytes) throws IOException {
    Files.write(file(pack), bytes);
  }

  static PackId name(byte[] bytes) {
    return new PackId(HexFormat.of().formatHex(sha256().digest(bytes)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private final class Receiving implements PackStore.Incoming {
    private final PackId pack;
    private final long bytes;
    private final MessageDigest digest = sha256();
    private final FileChannel channel;
    private final long offset;
    private long position;

    private Receiving(PackId pack, long bytes) throws IOException {
      this.pack = pack;
      this.bytes = bytes;
      if (Files.exists(partFile(pack))) {
        digest.update(Files.readAllBytes(partFile(pack)));
      }
      channel =
          FileChannel.open(partFile(pack), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      offset = channel.size();
      position = offset;
    }

    @Override
    public long offset() {
      return offset;
    }

    @Override
    public void write(ByteBuffer piece) throws IOException {
      beforeWrite.run();
      if (position + piece.remaining() > breaksAfter) {
        throw new IOException("no space left on device");
      }
      position += piece.remaining();
      digest.update(piece.duplicate());
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
    }

    @Override
    public void commit() throws StoreRefusal {
      beforeCommit.run();
      try {
        String hash = HexFormat.of().formatHex(digest.digest());
        if (position != bytes || !hash.equals(pack.hex())) {
          channel.close();
          Files.delete(partFile(pack));
          throw new StoreRefusal(
              StoreRefusal.Why.WRONG_BYTES, "what came is not the pack of that name");
        }
        channel.force(true);
        channel.close();
        Files.move(partFile(pack), file(pack), StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException failed) {
        throw new StoreRefusal(StoreRefusal.Why.DISK_FAILED, "the disk fails", failed);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      } finally {
        receiving.remove(pack);
      }
    }
  }
}
