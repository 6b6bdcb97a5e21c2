package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.hozon.model.ChunkRef;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;

/**
 * One restore: folders first, files from many holders at the same time, then links, then the
 * folders' times and permissions. What cannot be had is named and the rest goes on.
 */
final class RestoreRun {
  private static final long NO_ROOM = 1 << 20;

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final RangeFetcher fetcher;
  private final Manifests manifests;
  private final Semaphore slots;
  private final int slotCount;
  private final Problems problems = new Problems();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger damaged = new AtomicInteger();
  private final AtomicReference<RuntimeException> stop = new AtomicReference<>();
  private final List<ManifestEntry> links = new ArrayList<>();

  /** Where in which file a chunk belongs; holes are the same chunk many times in a row. */
  private record Spot(FileSink sink, long at, int times) {}

  RestoreRun(
      Parts parts, Threads threads, LaneBook book, RangeFetcher fetcher, FirstPaths firstPaths) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.fetcher = fetcher;
    manifests = new Manifests(fetcher, threads, firstPaths);
    slotCount = parts.settings().fetchers();
    slots = new Semaphore(slotCount);
  }

  RestoreReport run(RestoreRequest request, Progress progress) {
    Merged.Made made = book.version(request.deposit(), request.version());
    TargetTree tree = TargetTree.prepare(request.target(), request.overwrite(), problems);
    Selection selection = new Selection(request.paths());
    try (Meter meter = new Meter(progress, threads, "restoring")) {
      if (selection.everything()) {
        fetcher.locations().learn(packsOf(request));
      }
      total(made.version(), new Selection(request.paths()), meter);
      writeFiles(made.version(), selection, tree, meter);
      for (ManifestEntry link : links) {
        if (tree.link(link)) {
          counted(meter);
        }
      }
      tree.finishFolders();
      checkMet(selection);
      return report(request, tree, meter);
    }
  }

  private Set<PackId> packsOf(RestoreRequest request) {
    Set<PackId> packs = new HashSet<>();
    book.deposit(request.deposit())
        .versions()
        .forEach(made -> packs.addAll(made.version().packs().keySet()));
    return packs;
  }

  private void total(LaneVersion version, Selection selection, Meter meter) {
    if (selection.everything()) {
      meter.totals(version.files(), version.bytes());
      return;
    }
    long allFiles = 0;
    long allBytes = 0;
    try (ManifestEntries entries = manifests.open(version, selection)) {
      Optional<ManifestEntry> entry = entries.next();
      for (; entry.isPresent(); entry = entries.next()) {
        if (selection.includes(entry.get().file().path())) {
          allFiles++;
          allBytes += entry.get().file().bytes();
        }
      }
    }
    meter.totals(allFiles, allBytes);
  }

  private void writeFiles(LaneVersion version, Selection selection, TargetTree tree, Meter meter) {
    PackRange.Builder<Spot> ranges = new PackRange.Builder<>(range -> submit(range, meter));
    try (ManifestEntries entries = manifests.open(version, selection)) {
      Optional<ManifestEntry> next = entries.next();
      for (; next.isPresent(); next = entries.next()) {
        checkStop();
        take(next.get(), selection, tree, ranges, meter);
      }
      ranges.flush();
    } finally {
      // Nothing may be written any more when this returns, however it does.
      slots.acquireUninterruptibly(slotCount);
      slots.release(slotCount);
    }
    checkStop();
  }

  private void take(
      ManifestEntry entry,
      Selection selection,
      TargetTree tree,
      PackRange.Builder<Spot> ranges,
      Meter meter) {
    FileEntry file = entry.file();
    boolean wanted = selection.includes(file.path());
    if (!wanted && !(file.kind() == FileEntry.Kind.FOLDER && selection.leadsTo(file.path()))) {
      return;
    }
    String refusal = tree.refusal(file.path());
    if (refusal != null) {
      damaged.incrementAndGet();
      problems.add("'" + file.path().replace('\0', '?') + "' was refused: " + refusal + ".");
      return;
    }
    switch (file.kind()) {
      case FOLDER -> {
        if (tree.folder(entry) && wanted) {
          counted(meter);
        }
      }
      case LINK -> links.add(entry);
      case FILE -> file(entry, tree, ranges, meter);
    }
  }

  private void file(
      ManifestEntry entry, TargetTree tree, PackRange.Builder<Spot> ranges, Meter meter) {
    FileEntry file = entry.file();
    long sum = entry.chunks().stream().mapToLong(ChunkRef::plainBytes).sum();
    if (sum != file.bytes()) {
      damaged.incrementAndGet();
      problems.add("'" + file.path() + "' is listed with chunks that do not make up its size.");
      return;
    }
    Optional<TargetTree.Place> place;
    try {
      place = tree.place(entry);
    } catch (InvalidPathException notHere) {
      lost.incrementAndGet();
      problems.add("'" + file.path() + "' has a name this system cannot have.");
      return;
    }
    if (place.isEmpty()) {
      tree.skip();
      return;
    }
    if (!tree.free(place.get().path(), file.path())) {
      meter.bytes(file.bytes());
      return;
    }
    FileSink sink = new FileSink(entry, place.get().path(), tree);
    if (entry.chunks().isEmpty()) {
      try {
        if (sink.finishEmpty()) {
          counted(meter);
        }
      } catch (IOException failed) {
        notWritten(sink, failed, tree.target());
      }
    }
    long at = 0;
    int next = 0;
    while (next < entry.chunks().size()) {
      ChunkRef chunk = entry.chunks().get(next);
      int times = 1;
      while (next + times < entry.chunks().size()
          && entry.chunks().get(next + times).equals(chunk)) {
        times++;
      }
      ranges.add(chunk, new Spot(sink, at, times));
      at += (long) times * chunk.plainBytes();
      next += times;
    }
  }

  private void submit(PackRange<Spot> range, Meter meter) {
    try {
      while (!slots.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        threads.checkOpen();
      }
    } catch (InterruptedException stopped) {
      throw Threads.interrupted(stopped);
    }
    boolean handed = false;
    try {
      threads.workers().execute(() -> work(range, meter));
      handed = true;
    } finally {
      if (!handed) {
        slots.release();
      }
    }
  }

  private void work(PackRange<Spot> range, Meter meter) {
    try {
      if (stop.get() == null) {
        fetch(range, meter);
      }
    } catch (RuntimeException failed) {
      stop.compareAndSet(null, failed);
    } finally {
      slots.release();
    }
  }

  private void fetch(PackRange<Spot> range, Meter meter) {
    Opened opened;
    try {
      opened = fetcher.fetch(range);
    } catch (HozonException failed) {
      threads.checkOpen();
      if (range.pieces().size() == 1) {
        notFetched(range.pieces().get(0).purpose().sink(), failed);
      } else {
        // One bad chunk must not cost its neighbours.
        for (PackRange.Piece<Spot> piece : range.pieces()) {
          fetch(
              new PackRange<>(
                  range.pack(), piece.ref().offset(), piece.ref().sealedBytes(), List.of(piece)),
              meter);
        }
      }
      return;
    }
    try (opened) {
      for (int i = 0; i < opened.chunks().size(); i++) {
        write(range.pieces().get(i).purpose(), opened.chunks().get(i), meter);
      }
    }
  }

  private void write(Spot spot, ByteBuffer plain, Meter meter) {
    FileSink sink = spot.sink();
    try {
      for (int i = 0; i < spot.times(); i++) {
        boolean whole = sink.write(spot.at() + (long) i * plain.remaining(), plain);
        meter.bytes(plain.remaining());
        bytes.addAndGet(plain.remaining());
        if (whole) {
          counted(meter);
        }
      }
    } catch (IOException failed) {
      notWritten(sink, failed, null);
    }
  }

  private void counted(Meter meter) {
    files.incrementAndGet();
    meter.file();
  }

  private void notFetched(FileSink sink, HozonException why) {
    if (sink.fail()) {
      (why.kind() == HozonException.Kind.DAMAGED ? damaged : lost).incrementAndGet();
      problems.add(
          "'" + sink.entry().path() + "' could not be restored: " + why.getMessage() + ".");
    }
  }

  private void notWritten(FileSink sink, IOException why, Path anywhere) {
    if (sink.fail()) {
      lost.incrementAndGet();
      problems.add(
          "'" + sink.entry().path() + "' could not be written (" + FolderWalk.why(why) + ").");
    }
    Path at = anywhere == null ? sink.folder() : anywhere;
    if (full(at)) {
      stop.compareAndSet(
          null,
          new HozonException(
              HozonException.Kind.FAILED,
              "The disk of '"
                  + at
                  + "' is full, so the restore stopped; free some space and repeat it, what is"
                  + " there already stays.",
              why));
    }
  }

  private static boolean full(Path at) {
    try {
      return Files.getFileStore(at).getUsableSpace() < NO_ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }

  private void checkStop() {
    threads.checkOpen();
    RuntimeException failed = stop.get();
    if (failed != null) {
      throw failed;
    }
  }

  private void checkMet(Selection selection) {
    for (String path : selection.unmet()) {
      if (files.get() == 0) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "There is no '" + path + "' in this version; 'hozon files' lists what there is.");
      }
      problems.add("There is no '" + path + "' in this version.");
    }
  }

  private RestoreReport report(RestoreRequest request, TargetTree tree, Meter meter) {
    List<String> sentences = problems.list();
    int missing = lost.get() + damaged.get();
    parts.tell(
        "restored",
        missing == 0
            ? "A restore came to its end."
            : "A restore came to its end with files missing.",
        Map.of(
            "deposit", request.deposit().value(),
            "files", files.get(),
            "bytes", bytes.get(),
            "skipped", tree.skipped(),
            "missing", missing,
            "seconds", meter.seconds(),
            "problems", sentences.size() > 20 ? sentences.subList(0, 20) : sentences));
    if (missing > 0) {
      throw new HozonException(
          damaged.get() > 0 ? HozonException.Kind.DAMAGED : HozonException.Kind.FAILED,
          missing
              + (missing == 1 ? " entry" : " entries")
              + " could not be restored, "
              + files.get()
              + " could and are in '"
              + tree.target()
              + "'. "
              + String.join(" ", sentences.subList(0, Math.min(5, sentences.size()))));
    }
    return new RestoreReport(files.get(), bytes.get(), meter.seconds(), tree.skipped(), sentences);
  }
}
