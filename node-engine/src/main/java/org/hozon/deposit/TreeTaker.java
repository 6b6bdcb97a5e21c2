package org.hozon.deposit;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.FileEntry;
import org.hozon.model.PackId;
import org.hozon.store.Catalogue;
import org.hozon.store.Catalogue.SeenFile;

/**
 * Takes a folder tree into a deposit: reads what changed, relies on what did not, and writes the
 * manifest as soon as the packs of its entries have names. Used by one thread.
 */
final class TreeTaker implements AutoCloseable {
  private static final int GROUP_FILES = 256;
  private static final int GROUP_CHUNKS = 20_000;
  private static final int SEEN_AT_ONCE = 2_000;

  private final Catalogue catalogue;
  private final Predicate<PackId> usable;
  private final StableReader reader;
  private final ManifestWriter manifest;
  private final Meter meter;
  private final DepositId deposit;
  private final Problems problems;
  private final SeenWalk seen;
  private final List<SeenFile> changed = new ArrayList<>();
  private final Deque<Taken> taken = new ArrayDeque<>();
  private final Map<PackId, Integer> packs = new HashMap<>();
  private long entries;
  private long bytes;

  /** An entry whose chunks may still be without a pack. */
  private record Taken(ManifestEntry entry, List<PendingChunk> pending) {
    boolean ready() {
      return pending.stream().allMatch(chunk -> chunk.ref() != null);
    }

    ManifestEntry complete() {
      return pending.isEmpty()
          ? entry
          : new ManifestEntry(
              entry.file(),
              entry.raw(),
              entry.rawTarget(),
              pending.stream().map(PendingChunk::ref).toList());
    }
  }

  private record Candidate(Scanned scanned, Optional<SeenFile> unchanged) {}

  TreeTaker(
      Catalogue catalogue,
      Predicate<PackId> usable,
      StableReader reader,
      ManifestWriter manifest,
      Meter meter,
      DepositId deposit,
      Problems problems) {
    this.catalogue = catalogue;
    this.usable = usable;
    this.reader = reader;
    this.manifest = manifest;
    this.meter = meter;
    this.deposit = deposit;
    this.problems = problems;
    seen = new SeenWalk(catalogue, deposit);
  }

  /** Files, folders and links taken. */
  long entries() {
    return entries;
  }

  /** Plain bytes of the files taken. */
  long bytes() {
    return bytes;
  }

  /** Packs the entries written so far need, and how many bytes of each. */
  Map<PackId, Integer> packs() {
    return packs;
  }

  /** Walks to the end; some entries may wait for their packs' names afterwards. */
  void take(FolderWalk walk) {
    List<Candidate> group = new ArrayList<>();
    int chunks = 0;
    while (walk.hasNext()) {
      Scanned next = walk.next();
      Candidate candidate = new Candidate(next, unchanged(next));
      group.add(candidate);
      chunks += candidate.unchanged().map(file -> file.chunks().size()).orElse(0);
      if (group.size() >= GROUP_FILES || chunks >= GROUP_CHUNKS) {
        take(group);
        group.clear();
        chunks = 0;
      }
    }
    take(group);
    seen.finish();
    keepSeen();
  }

  /** Writes what waited; every pack has its name by now. */
  void finish() {
    writeReady();
    if (!taken.isEmpty()) {
      throw new IllegalStateException("chunks of " + taken.peek().entry() + " have no pack");
    }
  }

  private Optional<SeenFile> unchanged(Scanned scanned) {
    FileStamp stamp = scanned.stamp();
    Optional<SeenFile> last = seen.at(scanned.path());
    return stamp.kind() != FileStamp.Kind.FILE
        ? Optional.empty()
        : last.filter(
            file ->
                file.size() == stamp.size()
                    && file.modifiedNanos() == stamp.modifiedNanos()
                    && file.changedNanos() == stamp.changedNanos()
                    && file.fileKey().equals(stamp.key()));
  }

  private void take(List<Candidate> group) {
    Set<ChunkId> ids = new HashSet<>();
    group.forEach(candidate -> candidate.unchanged().ifPresent(file -> ids.addAll(file.chunks())));
    Map<ChunkId, ChunkRef> known = ids.isEmpty() ? Map.of() : catalogue.chunks(ids);
    for (Candidate candidate : group) {
      Scanned scanned = candidate.scanned();
      switch (scanned.stamp().kind()) {
        case FOLDER -> add(ManifestEntry.folder(scanned), List.of());
        case LINK -> link(scanned);
        case FILE -> {
          Optional<List<ChunkRef>> refs = candidate.unchanged().flatMap(file -> refs(file, known));
          if (refs.isPresent()) {
            keep(scanned, refs.get());
          } else {
            read(scanned);
          }
        }
        case SPECIAL -> throw new IllegalStateException("the walk leaves special files out");
      }
      writeReady();
    }
  }

  private Optional<List<ChunkRef>> refs(SeenFile file, Map<ChunkId, ChunkRef> known) {
    List<ChunkRef> refs = new ArrayList<>(file.chunks().size());
    for (ChunkId id : file.chunks()) {
      ChunkRef ref = known.get(id);
      if (ref == null || !usable.test(ref.pack())) {
        return Optional.empty();
      }
      refs.add(ref);
    }
    return Optional.of(refs);
  }

  private void keep(Scanned scanned, List<ChunkRef> refs) {
    FileStamp stamp = scanned.stamp();
    FileEntry file =
        ManifestEntry.entry(scanned, FileEntry.Kind.FILE, stamp.size(), stamp.modified(), null);
    meter.bytes(stamp.size());
    bytes += stamp.size();
    add(new ManifestEntry(file, scanned.raw(), null, refs), List.of());
  }

  private void link(Scanned scanned) {
    try {
      RawNames.Name target = RawNames.ofTarget(Files.readSymbolicLink(scanned.file()));
      add(ManifestEntry.link(scanned, target), List.of());
    } catch (IOException | UnsupportedOperationException unreadable) {
      leaveOut(scanned, unreadable);
    }
  }

  private void read(Scanned scanned) {
    StableReader.Reading reading;
    Instant begun = Instant.now();
    try {
      reading = reader.read(scanned.file());
    } catch (IOException | SecurityException unreadable) {
      leaveOut(scanned, unreadable);
      return;
    }
    FileStamp stamp = reading.stamp();
    if (!reading.steady()) {
      problems.add(
          "'"
              + scanned.path()
              + "' changed each time it was read, so it is kept as it was read last.");
    }
    if (!reading.steady() || stamp.tooYoungToTrust(begun)) {
      seen.leave(scanned.path());
    } else {
      changed.add(
          new SeenFile(
              scanned.path(),
              stamp.size(),
              stamp.modifiedNanos(),
              stamp.changedNanos(),
              stamp.key(),
              reading.chunks().stream().map(PendingChunk::id).toList()));
      if (changed.size() >= SEEN_AT_ONCE) {
        keepSeen();
      }
    }
    FileEntry file =
        new FileEntry(
            scanned.path(),
            FileEntry.Kind.FILE,
            reading.bytes(),
            stamp.modified(),
            stamp.mode(),
            null);
    bytes += reading.bytes();
    add(new ManifestEntry(file, scanned.raw(), null, List.of()), reading.chunks());
  }

  private void leaveOut(Scanned scanned, Exception why) {
    problems.add(
        "'"
            + scanned.path()
            + "' could not be read ("
            + FolderWalk.why(why)
            + "), so it was left out.");
    seen.leave(scanned.path());
  }

  private void add(ManifestEntry entry, List<PendingChunk> pending) {
    entries++;
    meter.file();
    taken.add(new Taken(entry, pending));
  }

  private void writeReady() {
    while (!taken.isEmpty() && taken.peek().ready()) {
      ManifestEntry entry = taken.remove().complete();
      entry.chunks().forEach(ref -> Needs.count(packs, ref));
      manifest.write(entry);
    }
  }

  private void keepSeen() {
    catalogue.putSeenFiles(deposit, changed, Set.of());
    changed.clear();
  }

  @Override
  public void close() {
    seen.close();
  }
}
