package org.hozon.deposit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.hozon.crypto.Signatures;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Policy;
import org.hozon.store.NodeState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in newer heads of the account and publishes this machine's own. */
final class HeadKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(HeadKeeper.class);

  /** The last sequence this machine used for a head, published or not: never used twice. */
  private static final String USED = "deposit.head.used";

  /** The last sequence that as many holders as its policy asks for have confirmed. */
  private static final String SPREAD = "deposit.head.spread";

  /** Set while the newest head of this machine is not known for sure, its database being new. */
  private static final String FORGOTTEN = "deposit.head.forgotten";

  private static final Comparator<Head> BY_AGE =
      Comparator.comparingLong(Head::sequence).thenComparing(Head::time);

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final Supplier<RangeFetcher> fetchers;
  private final Locations locations;
  private final Waiting waiting;
  private boolean allAnswered;

  HeadKeeper(
      Parts parts,
      Threads threads,
      LaneBook book,
      Locations locations,
      Supplier<RangeFetcher> fetchers,
      Waiting waiting) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.locations = locations;
    this.fetchers = fetchers;
    this.waiting = waiting;
  }

  static void forgotten(NodeState state, Instant now) {
    state.put(FORGOTTEN, "1");
    state.put(USED, Long.toString(now.toEpochMilli()));
  }

  /** False while this machine's newest head is not known for sure. */
  boolean remembers() {
    return parts.state().get(FORGOTTEN).filter("1"::equals).isEmpty();
  }

  /**
   * Refuses to go on while this machine's newest head is not known for sure: a head made now would
   * hide the versions that it does not know of.
   *
   * @throws HozonException of kind SHORT
   */
  void requireRemembered() {
    if (!remembers()) {
      throw new HozonException(
          HozonException.Kind.SHORT,
          "This machine's database was made anew, and too few nodes have answered to know its"
              + " newest version for sure. Nothing was deposited, so that what was deposited before"
              + " stays listed; repeat the deposit when more nodes are there.");
    }
  }

  /**
   * Asks the mesh and its members for newer heads and takes in what they lead to.
   *
   * @return one sentence for each machine whose newer catalogue could not be fetched
   */
  synchronized Map<NodeId, String> refresh() {
    Map<NodeId, Head> newest = new HashMap<>();
    for (Head head : found()) {
      if (head.account().equals(parts.keys().account()) && Signatures.valid(head)) {
        newest.merge(head.machine(), head, (a, b) -> BY_AGE.compare(a, b) >= 0 ? a : b);
      }
    }
    boolean sure = allAnswered;
    Map<NodeId, String> failures = new LinkedHashMap<>();
    for (Head head : newest.values()) {
      if (head.sequence() > book.sequence(head.machine())) {
        try {
          take(head);
        } catch (HozonException | UncheckedIOException failed) {
          LOG.warn("The catalogue of machine {} could not be read", head.machine(), failed);
          failures.put(
              head.machine(),
              "The newest catalogue of machine "
                  + head.machine()
                  + " could not be read: "
                  + failed.getMessage());
        }
      }
    }
    if (sure && !failures.containsKey(parts.self()) && !remembers()) {
      parts.state().put(FORGOTTEN, "");
    }
    return failures;
  }

  private List<Head> found() {
    AccountId account = parts.keys().account();
    List<Callable<Optional<List<Head>>>> questions = new ArrayList<>();
    for (NodeProfile member : parts.mesh().members().values()) {
      if (!member.node().equals(parts.self())) {
        questions.add(() -> Optional.of(parts.peers().heads(Locations.peer(member), account)));
      }
    }
    List<Head> heads = new ArrayList<>(parts.heads().of(account));
    heads.addAll(parts.mesh().heads(account));
    List<Optional<List<Head>>> answers =
        threads.within(parts.settings().answerWait(), questions, Optional.empty());
    answers.forEach(answer -> heads.addAll(answer.orElse(List.of())));
    // A head is on as many nodes as the fewest copies: among so many answers there is the newest.
    allAnswered =
        answers.size() >= Policy.FEWEST_COPIES && answers.stream().allMatch(Optional::isPresent);
    return heads;
  }

  private void take(Head head) {
    LaneCodec.Root root = LaneCodec.decodeRoot(parts.keys().openHead(head));
    if (root.lane() == null) {
      try (ChunkStream stream = new ChunkStream(root.chunks(), fetchers.get(), threads)) {
        root = root.with(stream.readAllBytes());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    book.put(LaneCodec.decodeLane(head.machine(), head.sequence(), root), root);
    parts.heads().put(head);
  }

  /** The sequence the next head of this machine will have; used up at once. */
  synchronized long nextSequence() {
    long used = parts.state().get(USED).map(Long::parseLong).orElse(0L);
    long next = Math.max(used, book.sequence(parts.self())) + 1;
    parts.state().put(USED, Long.toString(next));
    return next;
  }

  /**
   * Publishes this machine's lane: first durable on holders, then in the map and here.
   *
   * @param encoded the lane as {@link LaneCodec} writes it
   * @param root what the head will say
   * @param copies how many holders must have the head before this returns
   * @throws HozonException of kind SHORT when too few holders take it
   */
  synchronized void publish(Lane lane, byte[] encoded, LaneCodec.Root root, int copies) {
    Head head =
        parts
            .keys()
            .sealHead(
                parts.self(),
                lane.sequence(),
                // Truncated so that every codec on the way keeps it exactly.
                parts.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                LaneCodec.encode(root));
    spread(head, copies);
    parts.mesh().publishHead(head);
    parts.heads().put(head);
    book.put(lane, root.with(encoded));
    parts.state().put(SPREAD, Long.toString(lane.sequence()));
  }

  /** Spreads this machine's newest head again when that was not finished last time. */
  synchronized void finishSpreading(int copies) {
    long sequence = book.sequence(parts.self());
    long spread = parts.state().get(SPREAD).map(Long::parseLong).orElse(0L);
    if (spread >= sequence) {
      return;
    }
    var head = parts.heads().find(parts.keys().account(), parts.self());
    if (head.isPresent() && head.get().sequence() == sequence) {
      spread(head.get(), copies);
      parts.mesh().publishHead(head.get());
      parts.state().put(SPREAD, Long.toString(sequence));
    }
  }

  private void spread(Head head, int copies) {
    Set<NodeId> have = new HashSet<>();
    waiting.until(
        () -> {
          giveTo(holdersOfAccount(), head, have);
          if (have.size() < copies) {
            giveTo(parts.mesh().members().keySet(), head, have);
          }
          return have.size() >= copies;
        },
        () ->
            "Everything was stored, but only "
                + have.size()
                + " of "
                + copies
                + " nodes took the new version's head, so the version does not count yet; repeat"
                + " the deposit when more nodes are there, nothing is sent twice.");
  }

  private Set<NodeId> holdersOfAccount() {
    Set<NodeId> holders = new LinkedHashSet<>();
    locations.byMap(parts.catalogue().packs().keySet()).values().forEach(holders::addAll);
    return holders;
  }

  private void giveTo(Set<NodeId> nodes, Head head, Set<NodeId> have) {
    Map<NodeId, NodeProfile> members = parts.mesh().members();
    List<NodeId> takers =
        nodes.stream()
            .filter(node -> !node.equals(parts.self()) && !have.contains(node))
            .filter(members::containsKey)
            .toList();
    List<Boolean> taken =
        threads.within(
            parts.settings().answerWait(),
            takers.stream()
                .map(node -> (Callable<Boolean>) () -> give(members.get(node), head))
                .toList(),
            false);
    for (int i = 0; i < takers.size(); i++) {
      if (taken.get(i)) {
        have.add(takers.get(i));
      }
    }
  }

  private boolean give(NodeProfile to, Head head) throws IOException {
    return parts.peers().putHead(Locations.peer(to), head);
  }
}
