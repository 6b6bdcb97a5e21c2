package org.hozon.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hozon.crypto.PackWriter;
import org.hozon.model.AccountId;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.hozon.model.Sizes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pack files of a home: {@code packs/ab/cd/<sha256>.pack}. A pack is there whole and durable,
 * or not at all. Thread-safe.
 *
 * <p>What this store takes of an offer is the bytes of the inventory + {@link #receivingBytes()} +
 * {@link #partBytes()}; none of the three counts anything twice.
 */
public final class PackStore {
  private static final Logger LOG = LoggerFactory.getLogger(PackStore.class);

  /**
   * A pack on its way in.
   *
   * @param replaces true when it is durable here already, so that readers go on seeing it
   */
  private record Announced(long bytes, boolean replaces) {}

  private final PackPaths paths;
  private final DiskRoom room;
  private final PartShelf shelf;
  private final PackShelves shelves;
  private final TrashShelf trash;
  private final PackInspector inspector;
  private final PackOwners owners;
  private final Map<PackId, Announced> announced = new HashMap<>();

  private PackStore(
      PackPaths paths,
      DiskRoom room,
      PartShelf shelf,
      PackShelves shelves,
      TrashShelf trash,
      Aside aside) {
    this.paths = paths;
    this.room = room;
    this.shelf = shelf;
    this.shelves = shelves;
    this.trash = trash;
    this.inspector = new PackInspector(paths, aside);
    this.owners = new PackOwners(paths);
  }

  /**
   * Opens the store and sweeps what a crash left in {@code tmp/} (not by walking the packs): parts
   * untouched for a day are deleted, younger ones kept to be taken up again.
   *
   * @param reserveBytes free space of the disk that is never touched; negative for the default: 10
   *     % of the disk or 10 GB, whichever is smaller
   * @throws HozonException of kind FAILED when the folders cannot be read or are on different disks
   */
  public static PackStore open(Home home, long reserveBytes) {
    if (onDifferentDisks(home.packs(), home.tmp())) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The folders packs and tmp of "
              + home.folder()
              + " are on different disks, so packs cannot be put in place safely; nothing was"
              + " changed; keep the whole home on one disk.");
    }
    try {
      return open(home, reserveBytes, DiskSpace.of(home.packs()), FolderSync.system());
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The packs of " + home.folder() + " cannot be read: " + unreadable.getMessage() + ".",
          unreadable);
    }
  }

  private static boolean onDifferentDisks(Path one, Path other) {
    try {
      return !Files.getFileStore(one).equals(Files.getFileStore(other));
    } catch (IOException unknown) {
      LOG.debug("It cannot be told which disks {} and {} are on", one, other, unknown);
      return false;
    }
  }

  /** The same on a given disk. */
  static PackStore open(Home home, long reserveBytes, DiskSpace disk, FolderSync sync)
      throws IOException {
    PackPaths paths = new PackPaths(home.packs(), home.tmp(), home.trash());
    PartShelf shelf = new PartShelf(paths);
    shelf.sweep(Instant.now());
    PackShelves shelves = new PackShelves(paths, sync);
    shelves.countFolders();
    TrashShelf trash = new TrashShelf(paths, shelves);
    trash.sweep();
    return new PackStore(
        paths, new DiskRoom(disk, reserveBytes), shelf, shelves, trash, new Aside(paths, sync));
  }

  /**
   * Begins, or takes up again, receiving a pack. Only one receiver a pack at a time. A pack that is
   * here already may be received again: it is replaced at once by the commit, which heals a damaged
   * copy.
   *
   * @param quotaLeft bytes the offer still allows; the call refuses when more is still to come
   * @throws StoreRefusal when there is no room (offer, disk reserve), the disk cannot be written,
   *     or the pack is being received by someone else
   */
  public Incoming receive(PackId pack, long bytes, long quotaLeft) throws StoreRefusal {
    if (bytes < 1 || bytes > PackWriter.MAX_BYTES) {
      throw new StoreRefusal(
          StoreRefusal.Why.WRONG_BYTES,
          "A pack has from 1 to " + PackWriter.MAX_BYTES + " bytes, not " + bytes + ".");
    }
    boolean replaces = Files.isRegularFile(paths.file(pack));
    announce(pack, new Announced(bytes, replaces));
    long promised = 0;
    boolean begun = false;
    try {
      shelf.expire(Instant.now());
      long here = shelf.take(pack);
      long missing = here > bytes ? bytes : bytes - here;
      if (missing > quotaLeft) {
        throw new StoreRefusal(
            StoreRefusal.Why.OFFER_FULL,
            "The offer of this node has room for "
                + Sizes.format(Math.max(0, quotaLeft))
                + ", but "
                + Sizes.format(missing)
                + " are to come; try another node.");
      }
      promiseRoom(missing);
      promised = missing;
      Reception reception = new Reception(new Side(), pack, bytes, promised);
      begun = true;
      return reception;
    } catch (ClosedByInterruptException interrupted) {
      throw new StoreRefusal(
          StoreRefusal.Why.BUSY, "This node is stopping; send the pack again later.", interrupted);
    } catch (IOException trouble) {
      LOG.warn("Pack {} cannot be received", pack, trouble);
      throw DiskTrouble.refusal(trouble);
    } finally {
      if (!begun) {
        room.settle(promised);
        shelf.put(pack);
        over(pack);
      }
    }
  }

  private void announce(PackId pack, Announced announcement) throws StoreRefusal {
    synchronized (announced) {
      if (announced.putIfAbsent(pack, announcement) != null) {
        throw new StoreRefusal(
            StoreRefusal.Why.BUSY, "This pack is being received from another sender right now.");
      }
    }
  }

  /** Unfinished parts are a convenience: they give way to a pack that comes. */
  private void promiseRoom(long bytes) throws IOException, StoreRefusal {
    while (!room.promise(bytes)) {
      boolean enough = room.left() + shelf.bytes() + trash.bytes() >= bytes;
      if (!enough || !(shelf.discardOldest() || trash.discardOldest())) {
        throw DiskTrouble.noRoom(bytes, room.reserve());
      }
    }
  }

  private void over(PackId pack) {
    synchronized (announced) {
      announced.remove(pack);
    }
  }

  /** Bytes of an unfinished earlier reception that can be taken up; 0 when there are none. */
  public long partialBytes(PackId pack) {
    return shelf.bytesOf(pack);
  }

  /** Bytes of all unfinished earlier receptions that nobody is continuing now. */
  public long partBytes() {
    return shelf.bytes();
  }

  /** True when the pack is durable here (by its file, not by the database). */
  public boolean contains(PackId pack) {
    synchronized (announced) {
      Announced onItsWay = announced.get(pack);
      if (onItsWay != null && !onItsWay.replaces()) {
        return false;
      }
    }
    return Files.isRegularFile(paths.file(pack));
  }

  /**
   * Opens a pack for reading; empty when it is not here. The caller closes the channel. A pack
   * removed meanwhile can be read to its end: POSIX keeps an open file's bytes, and so does Windows
   * for files opened by Java (they are opened for shared deletion; the name is free again after the
   * last reader).
   */
  public Optional<FileChannel> read(PackId pack) throws IOException {
    try {
      return Optional.of(FileChannel.open(paths.file(pack), StandardOpenOption.READ));
    } catch (NoSuchFileException notHere) {
      return Optional.empty();
    }
  }

  /**
   * Makes the folder of all packs again when it went away as a whole, so that packs can come again;
   * true when it had gone.
   */
  public boolean remakeFolder() throws IOException {
    return shelves.remakeRoot();
  }

  /** Looks at pack files, and sets aside those that are damaged. */
  public PackInspector inspector() {
    return inspector;
  }

  /**
   * The account that made a pack, by its own word: named in its header and signed at its end; empty
   * when nobody signed it.
   *
   * @throws IOException when the pack is not here or cannot be read
   * @throws HozonException of kind DAMAGED when it is no pack
   */
  public Optional<AccountId> owner(PackId pack) throws IOException {
    return owners.of(pack);
  }

  /** Removes a pack; true when it was here. */
  public boolean remove(PackId pack) throws IOException {
    owners.forget(pack);
    return shelves.remove(pack);
  }

  /** Where a pack's file stands, or would. */
  Path file(PackId pack) {
    return paths.file(pack);
  }

  /** A pack that was committed is recorded in the inventory: a crash leaves no doubt any more. */
  public void recorded(PackId pack) {
    owners.forget(pack);
    shelves.recorded(pack);
  }

  /**
   * Clears up packs that a crash left in place without their record: nobody was given a receipt for
   * them, so they go into the trash, from where they are taken back when their sender comes again.
   * Reads those few files as a whole; what is torn or filled with zeros is deleted.
   *
   * @return packs that were put into the trash or deleted
   */
  public int settle(Inventory inventory, Instant now) throws IOException {
    int unrecorded = 0;
    for (PackId pack : shelves.marked()) {
      boolean here = Files.isRegularFile(paths.file(pack));
      boolean whole = here && PackHash.matches(paths.file(pack), pack);
      boolean held = inventory.find(pack).isPresent();
      if (held && !whole) {
        LOG.warn("The file of pack {} was torn by a crash; other holders have it", pack);
        inventory.remove(pack);
      }
      if (here && !whole) {
        shelves.remove(pack);
      } else if (here && !held) {
        trash.put(pack, now);
      }
      unrecorded += here && !(held && whole) ? 1 : 0;
      shelves.recorded(pack);
    }
    return unrecorded;
  }

  /** Deletes what came of a pack that will not come any more; one that is coming goes on. */
  public void dropPart(PackId pack) {
    shelf.drop(pack);
  }

  /** Moves a pack into the trash; true when it was here. */
  public boolean discard(PackId pack, Instant now) throws IOException {
    return trash.put(pack, now);
  }

  /**
   * Takes a pack back from the trash when it is there and whole; {@link #recorded} is due then as
   * after a commit.
   */
  public boolean takeBack(PackId pack) throws IOException {
    return trash.takeBack(pack);
  }

  /** Deletes what has been in the trash for longer than {@code keep}; returns how many packs. */
  public int expireTrash(Instant now, Duration keep) {
    return trash.expire(now, keep);
  }

  /** Deletes the oldest of the trash until {@code bytes} came free; true when they did. */
  public boolean yieldTrash(long bytes) {
    long goal = trash.bytes() - bytes;
    boolean more = true;
    while (more && trash.bytes() > goal) {
      more = trash.discardOldest();
    }
    return trash.bytes() <= goal;
  }

  /** Bytes of packs in the trash. */
  public long trashBytes() {
    return trash.bytes();
  }

  /** Packs in the trash. */
  public int trashCount() {
    return trash.count();
  }

  /** Folders below {@code packs/}. */
  int folders() {
    return shelves.folders();
  }

  /** Free space of the disk that is never touched, in bytes. */
  public long reserve() {
    return room.reserve();
  }

  /**
   * Sets the free space of the disk that is never touched.
   *
   * @param bytes negative for the default
   */
  public void reserve(long bytes) {
    room.reserve(bytes);
  }

  /**
   * Bytes by which others' files have pushed into the owner's reserve, less what gives way by
   * itself (unfinished parts, trash, which this deletes); 0 when they have not, or the disk does
   * not answer.
   */
  public long reserveTouched() {
    try {
      while (room.left() < 0 && (shelf.discardOldest() || trash.discardOldest())) {
        LOG.debug("Something gave way to the owner's free space");
      }
      return Math.max(0, -room.left());
    } catch (IOException noAnswer) {
      LOG.warn("The disk does not say how much room it has", noAnswer);
      return 0;
    }
  }

  /** Bytes that can be written to the disk at all; 0 when it does not answer. */
  public long usable() {
    try {
      return room.usable();
    } catch (IOException noAnswer) {
      LOG.warn("The disk does not say how much room it has", noAnswer);
      return 0;
    }
  }

  /**
   * Walks over all pack files with their sizes. Slow where there are many: for rebuilding what the
   * database should know, never on the way of anybody who waits.
   */
  public void forEachFile(BiConsumer<PackId, Long> visitor) throws IOException {
    paths.forEachFile(visitor);
  }

  /**
   * Bytes that may still be written without touching the owner's free-space reserve; 0 when the
   * disk does not answer.
   */
  public long roomOnDisk() {
    try {
      return Math.max(0, room.left() + shelf.bytes() + trash.bytes());
    } catch (IOException noAnswer) {
      LOG.warn("The disk does not say how much room it has", noAnswer);
      return 0;
    }
  }

  /** Bytes now promised to packs being received, those that came already included. */
  public long receivingBytes() {
    synchronized (announced) {
      return announced.values().stream().mapToLong(Announced::bytes).sum();
    }
  }

  /**
   * Packs that are only partly here: those being received with all their bytes, unfinished earlier
   * receptions with what came of them.
   */
  public Map<PackId, Long> unfinished() {
    synchronized (announced) {
      Map<PackId, Long> unfinished = shelf.all();
      announced.forEach((pack, onItsWay) -> unfinished.put(pack, onItsWay.bytes()));
      return unfinished;
    }
  }

  /** True while the pack is being received. */
  public boolean receiving(PackId pack) {
    synchronized (announced) {
      return announced.containsKey(pack);
    }
  }

  /** A pack on its way in. Not thread-safe. */
  public interface Incoming extends Closeable {
    /** Bytes already here from an earlier try; writing goes on from there. */
    long offset();

    /**
     * Appends; hashes while writing.
     *
     * @throws StoreRefusal when more comes than was announced, the disk fails, or the owner's
     *     reserve would be touched; what was received is thrown away
     * @throws IOException when the calling thread was interrupted or this is closed; what came is
     *     kept so that it can be taken up again
     */
    void write(ByteBuffer bytes) throws IOException, StoreRefusal;

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

  /** What a reception sees of this store. */
  private final class Side implements Reception.Store {
    @Override
    public PackPaths paths() {
      return paths;
    }

    @Override
    public DiskRoom room() {
      return room;
    }

    @Override
    public PartShelf shelf() {
      return shelf;
    }

    @Override
    public PackShelves shelves() {
      return shelves;
    }

    @Override
    public PackOwners owners() {
      return owners;
    }

    @Override
    public void over(PackId pack) {
      PackStore.this.over(pack);
    }
  }
}
