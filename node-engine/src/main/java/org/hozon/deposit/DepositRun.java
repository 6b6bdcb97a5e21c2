package org.hozon.deposit;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deposit from its paths to its published version: check, catch up, read and send, write the
 * manifest, publish.
 */
final class DepositRun {
  private static final Logger LOG = LoggerFactory.getLogger(DepositRun.class);

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final HeadKeeper heads;
  private final RangeFetcher fetcher;
  private final Waiting waiting;
  private final Importer importer;
  private final JournalRecovery recovery;
  private final Problems problems = new Problems();

  DepositRun(
      Parts parts,
      Threads threads,
      LaneBook book,
      HeadKeeper heads,
      RangeFetcher fetcher,
      Waiting waiting) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.heads = heads;
    this.fetcher = fetcher;
    this.waiting = waiting;
    recovery = new JournalRecovery(parts, threads, fetcher.locations());
    importer = new Importer(parts, book, new Manifests(fetcher, threads));
  }

  DepositReport run(DepositRequest request, Progress progress) {
    List<FolderWalk.Root> roots = Roots.of(request.paths());
    Policy policy = request.policy();
    try (Meter meter = new Meter(progress, threads, "preparing")) {
      Preflight.check(policy, parts.mesh().members(), parts.self());
      catchUp(policy);
      JournalNote left = JournalNote.read(parts);
      recovery.run(left.policy());
      importer.run();
      Continuation continuation = Continuation.of(request, roots, book, parts.state());
      return take(continuation, policy, left, roots, meter);
    }
  }

  /** Nothing newer of this machine's own may be overwritten; others' news are welcome. */
  private void catchUp(Policy policy) {
    Map<?, String> unread = heads.refresh();
    String own = unread.get(parts.self());
    if (own != null) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          own
              + ". Nothing was deposited, so that what this machine deposited before stays listed;"
              + " repeat the deposit when more nodes are there.");
    }
    heads.requireRemembered();
    heads.finishSpreading(policy.copies());
  }

  private DepositReport take(
      Continuation continuation,
      Policy policy,
      JournalNote left,
      List<FolderWalk.Root> roots,
      Meter meter) {
    Map<PackId, Long> sent = new ConcurrentHashMap<>();
    Reliance reliance =
        Reliance.of(parts, book, fetcher.locations(), policy, left.policy(), sent.keySet());
    JournalNote note = left.begin(parts, continuation.id(), policy);
    ChunkLine[] line = new ChunkLine[1];
    PackSender sender =
        new PackSender(parts, threads, waiting, policy, sent, refs -> line[0].completed(refs));
    Future<?> counting = threads.workers().submit(() -> count(roots, meter));
    try (Sealers sealers = new Sealers(parts.keys(), parts.settings(), threads, sender::send)) {
      line[0] = new ChunkLine(parts.keys(), parts.catalogue(), reliance, sealers);
      return fill(
          new Work(continuation, policy, note, roots, meter, line[0], sealers, sender, reliance));
    } finally {
      counting.cancel(true);
    }
  }

  /** What a run works with while its packs are being filled. */
  private record Work(
      Continuation continuation,
      Policy policy,
      JournalNote note,
      List<FolderWalk.Root> roots,
      Meter meter,
      ChunkLine line,
      Sealers sealers,
      PackSender sender,
      Reliance reliance) {}

  private DepositReport fill(Work work) {
    Chunker chunker = new Chunker(parts.keys().gearTable());
    ChunkingStream list = new ChunkingStream(chunker, work.line());
    work.meter().phase("reading");
    StableReader reader = new StableReader(chunker, work.line(), work.meter());
    long entries;
    long bytes;
    Set<PackId> needed;
    try (ManifestWriter manifest = new ManifestWriter(list);
        TreeTaker taker =
            new TreeTaker(
                parts.catalogue(),
                work.reliance(),
                reader,
                manifest,
                work.meter(),
                work.continuation().id(),
                problems)) {
      noteRoots(work.roots());
      taker.take(new FolderWalk(work.roots(), problems::add));
      work.meter().phase("sending");
      work.line().drain();
      work.sealers().flush();
      taker.finish();
      entries = taker.entries();
      bytes = taker.bytes();
      needed = taker.packs();
    }
    List<ChunkRef> manifest = settle(work, list);
    manifest.forEach(ref -> needed.add(ref.pack()));
    work.sealers().awaitSent();
    Draft draft = new Draft(manifest, needed, entries, bytes, reader.bytesRead());
    if (unchanged(work, manifest)) {
      Merged.Made present = work.continuation().earlier().orElseThrow().newest();
      tidy(work, needed);
      return report(work, draft, present.version().number(), true);
    }
    int number = publish(work, draft, chunker);
    return report(work, draft, number, false);
  }

  /** A version about to be published. */
  private record Draft(
      List<ChunkRef> manifest, Set<PackId> needed, long entries, long bytes, long bytesRead) {}

  /** The references of all that was written to a stream of chunks. */
  private static List<ChunkRef> settle(Work work, ChunkingStream stream) {
    work.line().drain();
    work.sealers().flush();
    return stream.chunks().stream().map(PendingChunk::ref).toList();
  }

  private boolean unchanged(Work work, List<ChunkRef> manifest) {
    Continuation continuation = work.continuation();
    return continuation.earlier().isPresent()
        && continuation.earlier().get().newest().version().manifest().equals(manifest)
        && continuation.earlier().get().policy().equals(work.policy())
        && continuation.earlier().get().paths().equals(Continuation.paths(work.roots()));
  }

  private int publish(Work work, Draft draft, Chunker chunker) {
    work.meter().phase("publishing");
    Continuation continuation = work.continuation();
    Map<PackId, Long> sizes = new HashMap<>(parts.catalogue().packs());
    sizes.putAll(work.sender().sent());
    Set<PackId> mine = new HashSet<>(draft.needed());
    mine.removeAll(book.versionPacks().keySet());
    Map<PackId, Long> packs = new LinkedHashMap<>();
    mine.stream().sorted().forEach(pack -> packs.put(pack, sizes.getOrDefault(pack, 0L)));
    int number =
        continuation.earlier().map(merged -> merged.newest().version().number()).orElse(0) + 1;
    LaneVersion version =
        new LaneVersion(
            number,
            parts.clock().instant(),
            work.policy(),
            draft.entries(),
            draft.bytes(),
            packs.values().stream().mapToLong(Long::longValue).sum(),
            problems.count(),
            draft.manifest(),
            packs);
    LaneDeposit before =
        book.own()
            .find(continuation.id())
            .orElseGet(
                () ->
                    new LaneDeposit(
                        continuation.id(),
                        continuation.name(),
                        List.of(),
                        work.policy(),
                        List.of()));
    LaneDeposit after =
        before.with(continuation.name(), Continuation.paths(work.roots()), work.policy(), version);
    Lane lane = book.own().with(heads.nextSequence(), after);
    Set<PackId> over = new HashSet<>(draft.needed());
    over.addAll(publish(work, lane, chunker));
    importer.published(book.deposit(continuation.id()));
    tidy(work, over);
    return number;
  }

  /** Ends the journal's entries: what is needed is published, what nobody needs is released. */
  private void tidy(Work work, Set<PackId> needed) {
    Set<PackId> published = new HashSet<>(needed);
    // A lane that was published just before a crash needs its packs, whoever remembers it.
    published.addAll(book.packs().keySet());
    Set<PackId> left = new HashSet<>();
    parts.journal().unpublished().forEach(entry -> left.add(entry.pack()));
    Set<PackId> unneeded = new HashSet<>(left);
    unneeded.removeAll(published);
    left.retainAll(published);
    parts.journal().published(left);
    if (work.note().only(work.continuation().id())) {
      recovery.release(unneeded);
    }
    work.note().end(parts, work.continuation().id());
  }

  /** Publishes a lane; answers the packs it stands in. */
  private Set<PackId> publish(Work work, Lane lane, Chunker chunker) {
    byte[] encoded = LaneCodec.encode(lane);
    LaneCodec.Root root = LaneCodec.Root.inline(encoded);
    if (encoded.length > parts.settings().inlineLaneBytes()) {
      ChunkingStream stream = new ChunkingStream(chunker, work.line());
      stream.write(encoded, 0, encoded.length);
      stream.close();
      List<ChunkRef> refs = settle(work, stream);
      work.sealers().awaitSent();
      Map<PackId, Long> known = parts.catalogue().packs();
      Map<PackId, Long> packs = new LinkedHashMap<>();
      refs.forEach(ref -> packs.put(ref.pack(), known.getOrDefault(ref.pack(), 0L)));
      root = new LaneCodec.Root(null, refs, packs);
    }
    heads.publish(lane.in(root.packs()), encoded, root, work.policy().copies());
    return root.packs().keySet();
  }

  private DepositReport report(Work work, Draft draft, int number, boolean unchanged) {
    Map<PackId, Long> sent = work.sender().sent();
    DepositReport report =
        new DepositReport(
            work.continuation().id(),
            number,
            draft.entries(),
            draft.bytes(),
            work.line().newBytes(),
            sent.values().stream().mapToLong(Long::longValue).sum(),
            work.sender().sentBytes(),
            sent.size(),
            work.meter().seconds(),
            unchanged,
            problems.list());
    LOG.info(
        "Version {} of deposit {} is safe: {} entries, {} packs, {} problems",
        number,
        report.deposit(),
        report.files(),
        report.packs(),
        report.problems().size());
    parts.tell(
        "deposited",
        unchanged
            ? "Nothing had changed in '" + work.continuation().name() + "'."
            : "Version " + number + " of '" + work.continuation().name() + "' is safe.",
        Map.ofEntries(
            Map.entry("deposit", report.deposit().value()),
            Map.entry("version", number),
            Map.entry("files", report.files()),
            Map.entry("bytes", report.bytes()),
            Map.entry("readBytes", draft.bytesRead()),
            Map.entry("newBytes", report.newBytes()),
            Map.entry("sentBytes", report.sentBytes()),
            Map.entry("packs", report.packs()),
            Map.entry("seconds", report.seconds()),
            Map.entry("problems", problems.count())));
    return report;
  }

  /** A link that was named itself is kept as the link it is; its owner may have meant more. */
  private void noteRoots(List<FolderWalk.Root> roots) {
    for (FolderWalk.Root root : roots) {
      if (Files.isSymbolicLink(root.place())) {
        problems.add(
            "'"
                + root.place()
                + "' is a link and was kept as a link; deposit what it points to if you want that"
                + " kept.");
      }
    }
  }

  /** Finds out how much there is while the reading has begun already. */
  private static void count(List<FolderWalk.Root> roots, Meter meter) {
    FolderWalk walk = new FolderWalk(roots, problem -> {});
    long files = 0;
    long bytes = 0;
    while (walk.hasNext() && !Thread.currentThread().isInterrupted()) {
      FileStamp stamp = walk.next().stamp();
      files++;
      bytes += stamp.kind() == FileStamp.Kind.FILE ? stamp.size() : 0;
    }
    if (!walk.hasNext()) {
      meter.totals(files, bytes);
    }
  }
}
