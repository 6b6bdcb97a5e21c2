package org.hozon.guard;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.hozon.guard.machine.GuardCommand;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.GuardMachine;
import org.hozon.guard.machine.MachineSettings;
import org.hozon.guard.machine.MemberTable;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Progress;
import org.hozon.rules.HoldOff;
import org.hozon.store.Database;
import org.hozon.store.PackStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The holder's side of a node, live: feeds the guard machine with what happens, one event at a time
 * from one thread, and has its commands carried out. Thread-safe.
 */
public final class Guard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final int RESTORED_AT_A_TIME = 1_000;
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration HINTS_EVERY = Duration.ofMinutes(10);

  private final NodeId self;
  private final Database database;
  private final Mesh mesh;
  private final Clock clock;
  private final MemberTable members = new MemberTable();
  private final GuardMachine machine;
  private final Errands errands;
  private final Holdings holdings;
  private final DrainWatch drainWatch = new DrainWatch();
  private final ScheduledThreadPoolExecutor loop;
  private final AtomicLong requests = new AtomicLong();
  private final Map<Long, CompletableFuture<PeerMessage>> waiting = new ConcurrentHashMap<>();
  private final long startMillis;
  private final long startNanos = System.nanoTime();
  private ScheduledFuture<?> wake;
  private volatile int repairs;

  public Guard(
      NodeId self,
      Database database,
      PackStore packs,
      Mesh mesh,
      PeerClient peers,
      GuardHost host,
      GuardSettings settings,
      Clock clock) {
    this.self = self;
    this.database = database;
    this.mesh = mesh;
    this.clock = clock;
    this.startMillis = clock.millis();
    this.machine =
        new GuardMachine(
            self,
            members,
            new MachineSettings(
                new HoldOff(
                    settings.holdOffLastCopy(),
                    settings.holdOffFewCopies(),
                    settings.holdOffMoreCopies()),
                settings.trimAfter(),
                settings.parallelRepairs(),
                MachineSettings.Timing.USUAL));
    this.holdings = new Holdings(database.inventory(), packs, mesh);
    this.errands =
        new Errands(self, database, packs, mesh, peers, host, settings.parallelRepairs());
    this.loop = new ScheduledThreadPoolExecutor(1, GuardThreads.named("hozon-guard"));
    loop.setRemoveOnCancelPolicy(true);
    loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Takes up the watch: loads the inventory, listens to the mesh, meets its co-holders. */
  public void start() {
    run(this::restore);
    mesh.listen(new Watch());
    loop.scheduleWithFixedDelay(
        () -> errands.run(this::readHints), 0, HINTS_EVERY.toSeconds(), TimeUnit.SECONDS);
  }

  private void restore() {
    List<HeldPack> batch = new ArrayList<>();
    database
        .inventory()
        .forEach(
            held -> {
              batch.add(held);
              if (batch.size() == RESTORED_AT_A_TIME) {
                handle(now -> new GuardEvent.Restored(now, List.copyOf(batch)));
                batch.clear();
              }
            });
    handle(now -> new GuardEvent.Restored(now, List.copyOf(batch)));
    mesh.members().values().forEach(members::put);
    handle(GuardEvent.Started::new);
  }

  /** A pack became durable here; the inventory has it already. */
  public void stored(PackTicket ticket) {
    mesh.reportHeld(List.of(ticket.pack()));
    feed(now -> new GuardEvent.Stored(now, ticket));
  }

  /** Answers a message of another node's guard; may block for the length of a transfer. */
  public PeerMessage answer(PeerMessage message) {
    if (message instanceof PeerMessage.Reserve
        || message instanceof PeerMessage.CopyOrder
        || message instanceof PeerMessage.AskDistances) {
      return errands.answer(message, this::damaged);
    } else if (message instanceof PeerMessage.Release release) {
      feed(now -> new GuardEvent.Released(now, release.pack()));
      return new PeerMessage.Noted();
    }
    return askMachine(message);
  }

  private PeerMessage askMachine(PeerMessage message) {
    long request = requests.incrementAndGet();
    CompletableFuture<PeerMessage> reply = new CompletableFuture<>();
    waiting.put(request, reply);
    try {
      feed(now -> new GuardEvent.Asked(now, request, message));
      return reply.get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw notNow(stopping);
    } catch (ExecutionException | TimeoutException silent) {
      throw notNow(silent);
    } finally {
      waiting.remove(request);
    }
  }

  private static HozonException notNow(Exception cause) {
    return new HozonException(
        HozonException.Kind.FAILED, "This node cannot answer now; ask again later.", cause);
  }

  /** Repairs this node leads now, waiting ones included. */
  public int repairs() {
    return repairs;
  }

  /**
   * Moves all that is held here to other nodes, this node the preferred source; returns when
   * nothing is left, reporting progress in packs and bytes.
   *
   * @throws HozonException of kind SHORT when the others have no room
   */
  public void drain(Progress progress) {
    feed(GuardEvent.DrainBegun::new);
    boolean drained = false;
    try {
      drainWatch.await(progress);
      drained = true;
    } finally {
      if (!drained) {
        feed(GuardEvent.DrainEnded::new);
      }
    }
  }

  private void damaged(org.hozon.model.PackId pack) {
    feed(now -> new GuardEvent.Damaged(now, pack));
  }

  /** Compares with what the mesh says who holds what is held here. */
  private void readHints() {
    holdings.inBatches(
        packs -> {
          var holders = mesh.holders(packs);
          feed(now -> new GuardEvent.Hinted(now, holders));
        });
  }

  // --- the one thread of the machine ---------------------------------------------------------

  private void feed(LongFunction<GuardEvent> event) {
    run(() -> handle(event));
  }

  private void run(Runnable task) {
    try {
      loop.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException | Error failed) {
              LOG.error("The guard could not handle an event; it goes on with the next", failed);
            }
          });
    } catch (RejectedExecutionException stopping) {
      LOG.debug("The guard has stopped; an event came too late");
    }
  }

  /** Never goes back, whatever the wall clock does. */
  private long now() {
    return startMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }

  private void handle(LongFunction<GuardEvent> event) {
    for (GuardCommand command : machine.on(event.apply(now()))) {
      carryOut(command);
    }
    repairs = machine.repairs();
    drainWatch.now(machine.packs(), machine.bytes(), machine.repairsWithoutPlace());
  }

  private void carryOut(GuardCommand command) {
    if (command instanceof GuardCommand.Ask ask) {
      ask(ask);
    } else if (command instanceof GuardCommand.Answer answer) {
      CompletableFuture<PeerMessage> reply = waiting.get(answer.request());
      if (reply != null) {
        reply.complete(answer.reply());
      }
    } else if (command instanceof GuardCommand.SetHolders set) {
      database.inventory().holders(set.pack(), set.epoch(), set.holders());
    } else if (command instanceof GuardCommand.Drop drop) {
      drop(drop);
    } else if (command instanceof GuardCommand.Log log) {
      database.activity().add(log.activity());
    } else if (command instanceof GuardCommand.WakeAt at) {
      wakeAt(at.at());
    }
  }

  private void ask(GuardCommand.Ask ask) {
    NodeProfile peer = members.profile(ask.peer());
    boolean own = ask.peer().equals(self);
    if (peer == null && !own) {
      feed(now -> new GuardEvent.Unanswered(now, ask.correlation(), "it is not in the mesh"));
      return;
    }
    errands.run(
        () -> {
          try {
            PeerMessage reply =
                own ? answer(ask.message()) : errands.ask(ask.peer(), peer.data(), ask.message());
            feed(now -> new GuardEvent.Replied(now, ask.correlation(), reply));
          } catch (java.io.IOException | RuntimeException unanswered) {
            String reason =
                unanswered.getMessage() == null
                    ? unanswered.getClass().getSimpleName()
                    : unanswered.getMessage();
            feed(now -> new GuardEvent.Unanswered(now, ask.correlation(), reason));
          }
        });
  }

  private void drop(GuardCommand.Drop drop) {
    if (now() > drop.validUntil()) {
      database
          .inventory()
          .find(drop.pack())
          .ifPresent(held -> feed(now -> new GuardEvent.Kept(now, held)));
      return;
    }
    holdings.drop(drop.pack());
  }

  private void wakeAt(long at) {
    if (wake != null) {
      wake.cancel(false);
    }
    long delay = Math.max(0, at - now());
    wake = loop.schedule(() -> feed(GuardEvent.Woke::new), delay, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    loop.shutdownNow();
    errands.close();
    drainWatch.stop();
    waiting.values().forEach(reply -> reply.completeExceptionally(notNow(null)));
    try {
      // A command under way is finished, so that inventory and files agree.
      if (!loop.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("The guard is still busy after 5 s and is left behind");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the mesh tells becomes events. */
  private final class Watch implements Mesh.Listener {
    @Override
    public void joined(NodeProfile member) {
      changed(member);
    }

    @Override
    public void changed(NodeProfile member) {
      run(
          () -> {
            NodeProfile before = members.put(member);
            if (before == null) {
              handle(now -> new GuardEvent.MemberJoined(now, member.node()));
            } else {
              handle(now -> new GuardEvent.MemberChanged(now, before, member));
            }
          });
    }

    @Override
    public void failed(NodeId member) {
      run(
          () -> {
            if (members.remove(member) != null) {
              handle(now -> new GuardEvent.MemberFailed(now, member));
            }
          });
    }

    @Override
    public void left(NodeId member) {
      run(
          () -> {
            if (members.remove(member) != null) {
              handle(now -> new GuardEvent.MemberLeft(now, member));
            }
          });
    }

    @Override
    public void rejoined() {
      errands.run(holdings::reportAll);
      errands.run(Guard.this::readHints);
    }

    @Override
    public void entriesLost() {
      errands.run(holdings::reportAll);
    }
  }
}
