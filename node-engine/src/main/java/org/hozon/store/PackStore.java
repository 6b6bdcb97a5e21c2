package org.hozon.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.hozon.model.PackId;

/**
 * The pack files of a home: {@code packs/ab/cd/<sha256>.pack}. A pack is there whole and durable,
 * or not at all. Thread-safe.
 */
public final class PackStore {
  private PackStore() {}

  /**
   * Opens the store and sweeps what a crash left in {@code tmp/} (not by walking the packs).
   *
   * @param reserveBytes free space of the disk that is never touched; negative for the default: 10
   *     % of the disk or 10 GB, whichever is smaller
   */
  public static PackStore open(Home home, long reserveBytes) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Begins, or takes up again, receiving a pack. Only one receiver a pack at a time.
   *
   * @param quotaLeft bytes the offer still allows; the call refuses when the pack is larger
   * @throws StoreRefusal when there is no room (offer, disk reserve), the disk cannot be written,
   *     or the pack is being received by someone else
   */
  public Incoming receive(PackId pack, long bytes, long quotaLeft) throws StoreRefusal {
    throw new UnsupportedOperationException("not yet");
  }

  /** Bytes of an unfinished earlier reception that can be taken up; 0 when there are none. */
  public long partialBytes(PackId pack) {
    throw new UnsupportedOperationException("not yet");
  }

  /** True when the pack is durable here (by its file, not by the database). */
  public boolean contains(PackId pack) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Opens a pack for reading; empty when it is not here. The caller closes the channel. */
  public Optional<FileChannel> read(PackId pack) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Removes a pack; true when it was here. */
  public boolean remove(PackId pack) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /** Bytes that may still be written without touching the owner's free-space reserve. */
  public long roomOnDisk() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Bytes now promised to packs being received. */
  public long receivingBytes() {
    throw new UnsupportedOperationException("not yet");
  }

  /** A pack on its way in. Not thread-safe. */
  public interface Incoming extends Closeable {
    /** Bytes already here from an earlier try; writing goes on from there. */
    long offset();

    /** Appends; hashes while writing. */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Checks length and hash, fsyncs the file, renames it into place, fsyncs the folder.
     *
     * @throws StoreRefusal when length or hash are wrong (what was received is thrown away) or the
     *     disk fails
     */
    void commit() throws StoreRefusal;

    /** Without {@link #commit}: keeps what came so that it can be taken up again. */
    @Override
    void close();
  }
}
