package org.hozon.guard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hozon.crypto.Signatures;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardMachine;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Progress;
import org.hozon.model.WatchState;
import org.hozon.store.Database;
import org.hozon.store.PackStore;

/**
 * The holder's side of a node, live: feeds the guard machine with what happens and carries out what
 * it commands. The machine lives on one thread; asking peers, sending packs and telling the mesh
 * happen on others. Thread-safe.
 */
public final class Guard implements AutoCloseable {
  private static final int BATCH = 1_000;
  private static final Duration LOAD_WITHIN = Duration.ofMinutes(15);

  private final Stores stores;
  private final Mesh mesh;
  private final SteadyClock clock;
  private final EventLoop loop = new EventLoop();
  private final ScheduledExecutorService reporting =
      Executors.newSingleThreadScheduledExecutor(Workers.named("hozon-guard-report"));
  private final MeshWatch watch;
  private final GuardMachine machine;
  private final Reporter reporter;
  private final Recollection recollection;
  private final Mover mover;
  private final Dropper dropper;
  private final Asker asker;
  private final Pulse pulse;
  private final Announcements announcements;
  private final GuardHost host;
  private final Questions questions;
  private final Hearsay hearsay;
  private final OwnersWords words;
  private final Map<NodeId, WatchState> states = new ConcurrentHashMap<>();

  /** Those whose signs of life matter; made anew on the guard's thread after events. */
  private volatile Set<NodeId> watched = Set.of();

  private volatile Consumer<HeldPack> lossListener = lost -> {};

  /** Until the inventory is loaded this node would deny what it holds. */
  private volatile boolean started;

  /** A guard of what the database says is held; it begins with {@link #start}. */
  public Guard(
      NodeId self,
      Database database,
      PackStore packs,
      Mesh mesh,
      PeerClient peers,
      GuardHost host,
      GuardSettings settings,
      Clock clock) {
    this(
        self,
        Stores.of(database, packs),
        mesh,
        peers,
        host,
        settings.machine(),
        clock,
        Signatures::valid);
  }

  Guard(
      NodeId self,
      Stores stores,
      Mesh mesh,
      PeerClient peers,
      GuardHost host,
      MachineSettings settings,
      Clock clock,
      Predicate<PeerMessage.Release> genuine) {
    this.stores = stores;
    this.mesh = mesh;
    this.clock = new SteadyClock(clock);
    this.reporter = new Reporter(self, mesh, stores.inventory(), reporting);
    this.host = host;
    this.announcements = new Announcements(stores.state());
    this.watch = new MeshWatch(mesh, loop, this.clock, this::feed, this::reportAll, this::goesOn);
    this.pulse =
        new Pulse(
            self,
            peers,
            this::lastAddress,
            settings.pace(),
            this.clock::millis,
            System::nanoTime,
            this::onMachine);
    this.machine = new GuardMachine(self, watch.table(), settings);
    this.mover = new Mover(loop, machine, this.clock::millis, this::feed);
    this.recollection =
        new Recollection(
            self,
            stores,
            mesh,
            peers,
            reporter,
            settings.holdOff().withCopiesLeft(3),
            known -> onMachine(() -> new GuardEvent.Recollected(this.clock.millis(), known)));
    this.dropper = new Dropper(stores);
    this.words = new OwnersWords(reporter, peers, this::address);
    PeerAnswers answers =
        new PeerAnswers(
            stores,
            host,
            new Copier(stores, peers, settings.parallelRepairs(), this::lost),
            this::address,
            mover::draining,
            genuine,
            pack -> onMachine(() -> new GuardEvent.Released(this.clock.millis(), pack)),
            this::changed);
    this.questions =
        new Questions(
            self,
            loop,
            stores.shelf(),
            answers,
            new AuditDesk(self, stores, this.clock, this::lost),
            pulse,
            this::lost,
            () -> started,
            (number, question) ->
                feed(new GuardEvent.Asked(this.clock.millis(), number, question)));
    this.hearsay = new Hearsay(reporter, host, this.clock, () -> watched, this::onMachine);
    this.asker =
        new Asker(
            self,
            peers,
            this::address,
            this::answer,
            pulse::answers,
            this.clock,
            (ask, end) -> loop.post(() -> feed(end)));
  }

  /** Takes up the watch: loads the inventory, listens to the mesh, meets its co-holders. */
  public void start() {
    mesh.listen(watch);
    loop.call(this::begin, LOAD_WITHIN);
    reporter.reportAll();
    recollection.begin();
    hearsay.begin();
    pulse.start(this::watched);
  }

  private Set<NodeId> watched() {
    loop.post(() -> watched = Set.copyOf(machine.watched()));
    return watched;
  }

  private CompletableFuture<Boolean> goesOn(NodeId node) {
    return pulse.goesOn(node);
  }

  /** Another node gave a sign of life on the data plane. */
  public void heard(NodeId from) {
    pulse.heard(from);
  }

  /** How co-holders stand that are not simply alive. */
  public Map<NodeId, WatchState> states() {
    return Map.copyOf(states);
  }

  /** What a co-holder last said of itself, also when the mesh has lost it; null when unknown. */
  public NodeProfile lastKnown(NodeId node) {
    return watch.lastKnown(node);
  }

  private boolean begin() {
    dropper.recover();
    watch.begin();
    List<HeldPack> batch = new ArrayList<>();
    stores.inventory().forEach(held -> restore(held, batch));
    feed(new GuardEvent.Restored(clock.millis(), List.copyOf(batch)));
    announcements
        .of(machine.watched(), clock.millis())
        .forEach((node, at) -> feed(new GuardEvent.Announced(clock.millis(), node, at)));
    feed(new GuardEvent.Started(clock.millis()));
    watched = Set.copyOf(machine.watched());
    started = true;
    return true;
  }

  private void restore(HeldPack held, List<HeldPack> batch) {
    batch.add(held);
    if (batch.size() == BATCH) {
      feed(new GuardEvent.Restored(clock.millis(), List.copyOf(batch)));
      batch.clear();
    }
  }

  private void reportAll() {
    reporter.reportAll();
    hearsay.hintsOnce();
  }

  /** A pack became durable here; the inventory has it already. */
  public void stored(PackTicket ticket) {
    reporter.held(ticket.pack());
    loop.post(
        () -> {
          if (!started) {
            return; // the start finds it in the inventory
          }
          if (stores.shelf().contains(ticket.pack())) {
            feed(new GuardEvent.Stored(clock.millis(), ticket));
          } else {
            stores.inventory().remove(ticket.pack()); // dropped while it came a second time
            reporter.dropped(ticket.pack());
          }
        });
  }

  /**
   * Answers a message of another node's guard; may block for the length of a transfer.
   *
   * @throws HozonException of kind DAMAGED when the message is not a question or its signature is
   *     wrong; of kind FAILED when this node is too busy or stopping
   */
  public PeerMessage answer(PeerMessage message) {
    return questions.answer(message);
  }

  /** True while the others are still asked what this node forgot with its database. */
  public boolean recollecting() {
    return recollection.underWay();
  }

  /** Repairs this node leads now, waiting ones included. */
  public int repairs() {
    return loop.call(machine::repairs);
  }

  /**
   * Moves all that is held here to other nodes, this node the preferred source; returns when
   * nothing is left, reporting progress in packs and bytes. Interrupting the thread ends the drain;
   * what has not moved stays guarded here.
   *
   * @throws HozonException of kind SHORT when the others have no room; of kind FAILED when it was
   *     interrupted
   */
  public void drain(Progress progress) {
    mover.all(progress);
  }

  /**
   * Moves packs of at least so many bytes to other nodes, as {@link #drain} moves all; the node
   * goes on taking packs meanwhile unless its offer says otherwise.
   */
  public void shed(long bytes, Progress progress) {
    if (bytes > 0) {
      mover.some(bytes, progress);
    }
  }

  /** The drained node stays: it guards what comes from now on. */
  public void drained() {
    mover.stay();
  }

  private PeerClient.Peer address(NodeId node) {
    NodeProfile profile = mesh.members().get(node);
    return profile == null ? lastAddress(node) : new PeerClient.Peer(node, profile.data());
  }

  /** Where a node was when it last said so; it may be there although the mesh has lost it. */
  private PeerClient.Peer lastAddress(NodeId node) {
    NodeProfile profile = watch.lastKnown(node);
    return profile == null ? null : new PeerClient.Peer(node, profile.data());
  }

  /**
   * The file of a pack that should be here is missing, or was damaged and set aside: the pack
   * counts as lost here, and the other holders replace it.
   */
  public void lost(PackId pack) {
    loop.post(
        () -> {
          if (!stores.shelf().contains(pack)) { // else a new copy has come meanwhile
            feed(new GuardEvent.Damaged(clock.millis(), pack));
          }
        });
  }

  /** Lets co-holders prove what they hold; {@code every} is how often this is called. */
  public void audit(long seed, Duration every) {
    onMachine(() -> new GuardEvent.AuditDue(clock.millis(), seed, every));
  }

  /** Who is to be told, on the guard's thread, when a copy here is given up as lost. */
  public void onLost(Consumer<HeldPack> listener) {
    lossListener = listener;
  }

  /** An owner asks something else of the holders of these packs; it is recorded already. */
  private void changed(PeerMessage.PolicyChange word, List<PackId> packs) {
    words.heard(word);
    packs.forEach(
        pack -> onMachine(() -> new GuardEvent.PolicyChanged(clock.millis(), pack, word.policy())));
  }

  private void onMachine(Supplier<GuardEvent> event) {
    loop.post(() -> feed(event.get()));
  }

  /** On the guard's thread only. */
  private void feed(GuardEvent event) {
    if (event instanceof GuardEvent.MemberJoined joined) {
      announcements.heard(watch.lastKnown(joined.member()));
      if (watched.contains(joined.member())) {
        words.back(joined.member()); // one that was away too shortly to be judged missed them too
      }
    } else if (event instanceof GuardEvent.MemberChanged changed) {
      announcements.heard(changed.after());
    }
    for (GuardCommand command : machine.on(event)) {
      EventLoop.guarded(() -> carryOut(command));
    }
  }

  private void carryOut(GuardCommand command) {
    if (command instanceof GuardCommand.Ask ask) {
      asker.ask(ask);
    } else if (command instanceof GuardCommand.Answer answer) {
      questions.reply(answer);
    } else if (command instanceof GuardCommand.SetHolders set) {
      stores.inventory().holders(set.pack(), set.epoch(), set.holders());
    } else if (command instanceof GuardCommand.Drop drop) {
      drop(drop);
    } else if (command instanceof GuardCommand.Judge judge) {
      judged(judge);
    } else if (command instanceof GuardCommand.Proven proven) {
      stores.proofs().record(proven.holder(), proven.packs(), Instant.ofEpochMilli(proven.at()));
    } else if (command instanceof GuardCommand.Unproven unproven) {
      host.unproven(unproven.holder());
    } else if (command instanceof GuardCommand.Log log) {
      stores.activity().add(log.activity());
    } else if (command instanceof GuardCommand.WakeAt wake) {
      loop.wakeIn(wake.at() - clock.millis(), () -> feed(new GuardEvent.Woke(clock.millis())));
    }
  }

  private void judged(GuardCommand.Judge judge) {
    WatchState before =
        judge.state() == WatchState.ALIVE && watch.table().profile(judge.node()) != null
            ? states.remove(judge.node())
            : states.put(judge.node(), judge.state());
    boolean counted = before == null || before.counts();
    if (counted != judge.state().counts()) {
      host.seen(judge.node(), judge.state().counts());
      if (judge.state().counts()) {
        words.back(judge.node());
      }
    }
  }

  private void drop(GuardCommand.Drop drop) {
    if (drop.why() == GuardCommand.Drop.Why.DAMAGED) {
      stores.inventory().find(drop.pack()).ifPresent(lossListener);
    }
    boolean gone = false;
    try {
      if (clock.millis() <= drop.validUntil()) {
        dropper.drop(drop.pack(), drop.why());
        gone = true;
        reporter.dropped(drop.pack());
        mover.gone();
      }
    } finally {
      if (!gone) {
        stores
            .inventory()
            .find(drop.pack())
            .ifPresent(held -> onMachine(() -> new GuardEvent.Kept(clock.millis(), held)));
      }
    }
  }

  @Override
  public void close() {
    pulse.close();
    loop.close();
    asker.close();
    reporting.shutdownNow();
  }
}
