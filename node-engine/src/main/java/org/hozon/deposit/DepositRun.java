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
import org.hozon.model.Alert;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
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
  private final Steward steward;
  private final Problems problems = new Problems();

  DepositRun(
      Parts parts,
      Threads threads,
      LaneBook book,
      HeadKeeper heads,
      RangeFetcher fetcher,
      Waiting waiting,
      Steward steward) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.heads = heads;
    this.fetcher = fetcher;
    this.waiting = waiting;
    this.steward = steward;
    recovery = new JournalRecovery(parts, threads, fetcher.locations());
    importer = new Importer(parts, book, new Manifests(fetcher, threads));
  }

  DepositReport run(DepositRequest request, Progress progress) {
    List<FolderWalk.Root> roots = Roots.of(request.paths());
    try (Meter meter = new Meter(progress, threads, "preparing")) {
      Policy said = request.policy() == null ? Policy.STANDARD : request.policy();
      Preflight.check(said, parts.mesh().members(), parts.self());
      catchUp(said);
      JournalNote left = JournalNote.read(parts);
      recovery.run(left.policy());
      importer.run();
      Continuation continuation = Continuation.of(request, roots, book, parts.state());
      Policy policy = continuation.policy(request);
      Preflight.check(policy, parts.mesh().members(), parts.self());
      DepositCare care = continuation.care(request, parts.usual());
      return take(continuation, policy, care, left, roots, meter);
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
      DepositCare care,
      JournalNote left,
      List<FolderWalk.Root> roots,
      Meter meter) {
    Ignoring ignoring = new Ignoring(care.ignore());
    // Before looking at what may be relied on: what was taken in later is not promised to be seen.
    Map<NodeId, Long> seen = book.othersSequences();
    Map<PackId, Long> sent = new ConcurrentHashMap<>();
    Reliance reliance =
        Reliance.of(parts, book, fetcher.locations(), policy, left.policy(), sent.keySet());
    JournalNote note = left.begin(parts, continuation.id(), policy);
    Future<?> counting = threads.workers().submit(() -> count(roots, care, meter));
    try (Outflow out = new Outflow(parts, threads, waiting, policy, reliance, sent)) {
      return fill(
          new Work(continuation, policy, care, note, roots, ignoring, meter, out, reliance, seen));
    } finally {
      counting.cancel(true);
    }
  }

  /** What a run works with while its packs are being filled. */
  private record Work(
      Continuation continuation,
      Policy policy,
      DepositCare care,
      JournalNote note,
      List<FolderWalk.Root> roots,
      Ignoring ignoring,
      Meter meter,
      Outflow out,
      Reliance reliance,
      Map<NodeId, Long> seen) {}

  private DepositReport fill(Work work) {
    ChunkingStream list = work.out().stream();
    work.meter().phase("reading");
    StableReader reader = new StableReader(work.out().chunker(), work.out().line(), work.meter());
    long entries;
    long bytes;
    Map<PackId, Integer> needed;
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
      taker.take(new FolderWalk(work.roots(), work.ignoring(), problems::add));
      work.meter().phase("sending");
      work.out().flush();
      taker.finish();
      entries = taker.entries();
      bytes = taker.bytes();
      needed = taker.packs();
    }
    List<ChunkRef> manifest = work.out().settle(list);
    manifest.forEach(ref -> Needs.count(needed, ref));
    work.out().awaitSent();
    Draft draft = new Draft(manifest, needed, entries, bytes, reader.bytesRead());
    if (unchanged(work, manifest)) {
      Merged.Made present = work.continuation().earlier().orElseThrow().newest();
      tidy(work, needed.keySet());
      return report(work, draft, present.version().number(), true);
    }
    int number = publish(work, draft);
    return report(work, draft, number, false);
  }

  /** A version about to be published. */
  private record Draft(
      List<ChunkRef> manifest,
      Map<PackId, Integer> needed,
      long entries,
      long bytes,
      long bytesRead) {}

  private boolean unchanged(Work work, List<ChunkRef> manifest) {
    Continuation continuation = work.continuation();
    return continuation.earlier().isPresent()
        && continuation.earlier().get().newest().version().manifest().equals(manifest)
        && continuation.earlier().get().policy().equals(work.policy())
        && continuation.earlier().get().paths().equals(Continuation.paths(work.roots()));
  }

  private int publish(Work work, Draft draft) {
    work.meter().phase("publishing");
    Continuation continuation = work.continuation();
    Map<PackId, Long> sizes = new HashMap<>(parts.catalogue().packs());
    sizes.putAll(work.out().sent());
    Set<PackId> mine = new HashSet<>(draft.needed().keySet());
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
    Set<PackId> over = new HashSet<>(draft.needed().keySet());
    over.addAll(
        steward.publish(
            continuation,
            Continuation.paths(work.roots()),
            work.policy(),
            work.care(),
            version,
            draft.needed(),
            work.seen(),
            work.out()));
    importer.published(book.deposit(continuation.id()));
    tidy(work, over);
    steward.release();
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

  private DepositReport report(Work work, Draft draft, int number, boolean unchanged) {
    Map<PackId, Long> sent = work.out().sent();
    DepositReport report =
        new DepositReport(
            work.continuation().id(),
            number,
            draft.entries(),
            draft.bytes(),
            work.out().line().newBytes(),
            sent.values().stream().mapToLong(Long::longValue).sum(),
            work.out().sentBytes(),
            sent.size(),
            work.meter().seconds(),
            work.ignoring().leftOut(),
            unchanged,
            problems.list());
    alert(work, report.deposit());
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
            Map.entry("ignored", report.ignored()),
            Map.entry("problems", problems.count())));
    return report;
  }

  private void alert(Work work, DepositId deposit) {
    int unreadable = problems.unreadable();
    if (unreadable == 0) {
      parts
          .alerts()
          .end(Alert.Cause.UNREADABLE_FILES, deposit.value(), "Everything could be read again.");
      return;
    }
    List<String> first = problems.list().stream().limit(5).toList();
    parts
        .alerts()
        .raise(
            Alert.Cause.UNREADABLE_FILES,
            deposit.value(),
            Alert.Severity.WARNING,
            unreadable
                + " entries of '"
                + work.continuation().name()
                + "' could not be read, so the newest version is without them; give the node the"
                + " right to read them or leave them out by a pattern.",
            Map.of("unreadable", unreadable, "first", first));
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
  private static void count(List<FolderWalk.Root> roots, DepositCare care, Meter meter) {
    FolderWalk walk = new FolderWalk(roots, new Ignoring(care.ignore()), problem -> {});
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
