package org.hozon.deposit;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.hozon.model.Alert;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deposits watched folders again whenever something changed in them, and waits for its owner when a
 * folder or more than a fifth of the files is gone. Which deposits are watched outlives the node.
 */
final class Watches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
  private static final String NAME = "deposit.watches";
  private static final int LISTEN_MILLIS = 200;

  /** While nothing is watched, how long until it is seen that something is. */
  private static final int NOTHING_MILLIS = 1_000;

  /** Makes a new version of a deposit. */
  @FunctionalInterface
  interface Depositor {
    void deposit(DepositRequest request);
  }

  private record Kept(DepositId deposit, String pausedBecause, boolean byHand) {}

  private final Parts parts;
  private final Threads threads;
  private final LaneBook book;
  private final Depositor depositor;
  private final WatchTiming timing;
  private final Map<DepositId, Watched> watched = new ConcurrentHashMap<>();
  private WatchedFolders folders;
  private Thread listening;

  Watches(Parts parts, Threads threads, LaneBook book, Depositor depositor, WatchTiming timing) {
    this.parts = parts;
    this.threads = threads;
    this.book = book;
    this.depositor = depositor;
    this.timing = timing;
    for (Kept kept : read()) {
      watched.put(
          kept.deposit(), new Watched(kept.deposit(), timing, kept.pausedBecause(), kept.byHand()));
    }
  }

  private List<Kept> read() {
    return parts
        .state()
        .get(NAME)
        .map(text -> List.of(Json.read(text, Kept[].class)))
        .orElse(List.of());
  }

  private synchronized void write() {
    List<Kept> all = new ArrayList<>();
    watched.values().forEach(w -> all.add(new Kept(w.deposit(), w.pausedBecause(), w.byHand())));
    parts.state().put(NAME, Json.write(all));
  }

  /** Begins to listen; what changed while the node was down is found by the first look. */
  synchronized void start() {
    folders = new WatchedFolders();
    listening = new Thread(this::listen, "hozon-watch");
    listening.setDaemon(true);
    listening.start();
  }

  /** How a deposit is watched here; empty when it is not. */
  Optional<Watched> of(DepositId deposit) {
    return Optional.ofNullable(watched.get(deposit));
  }

  /** The care with how it is watched here. */
  DepositCare on(DepositId deposit, DepositCare care) {
    return of(deposit)
        .map(w -> care.watching(true, w.pausedBecause() != null, w.pausedBecause()))
        .orElse(care.watching(false, false, null));
  }

  /** Watches as said from now on. */
  void set(DepositId deposit, DepositCare care) {
    if (!care.watch()) {
      if (watched.remove(deposit) != null) {
        forget(deposit);
        endAlert(deposit, "The folder is no longer watched.");
      }
    } else {
      Watched now = watched.computeIfAbsent(deposit, id -> new Watched(id, timing, null, false));
      if (care.paused() && now.pausedBecause() == null) {
        now.pause("Its owner paused it.", true);
      } else if (!care.paused() && now.goOn(false)) {
        endAlert(deposit, "The watch goes on.");
      }
    }
    write();
  }

  private synchronized void forget(DepositId deposit) {
    if (folders != null) {
      folders.forget(deposit);
    }
  }

  /** Goes on with a paused watch. */
  void resume(DepositId deposit, boolean acceptVanished) {
    Watched paused = watched.get(deposit);
    if (paused == null) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "Deposit " + deposit + " is not watched on this machine, so there is nothing to resume.");
    }
    paused.goOn(acceptVanished);
    endAlert(deposit, "Its owner answered: the watch goes on.");
    write();
  }

  private void endAlert(DepositId deposit, String how) {
    parts.alerts().end(Alert.Cause.WATCH_PAUSED, deposit.value(), how);
  }

  private void listen() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        folders.hear(
            watched.isEmpty() ? NOTHING_MILLIS : LISTEN_MILLIS,
            deposit -> of(deposit).ifPresent(w -> w.changed(System.nanoTime())));
        for (Watched each : watched.values()) {
          if (each.begin(System.nanoTime())) {
            threads.workers().execute(() -> look(each));
          }
        }
      }
    } catch (InterruptedException | RejectedExecutionException over) {
      LOG.debug("Watching is over");
    }
  }

  private void look(Watched each) {
    boolean well = false;
    try {
      well = deposit(each);
    } catch (HozonException later) {
      LOG.info("The watch of {} tries again later: {}", each.deposit(), later.getMessage());
      tellOnce(each, later);
    } catch (RejectedExecutionException closing) {
      LOG.debug("The watch of {} ends with the node", each.deposit(), closing);
    } catch (RuntimeException | Error failed) {
      LOG.warn("The watch of {} failed once", each.deposit(), failed);
    } finally {
      each.ended(well);
    }
  }

  private void tellOnce(Watched each, HozonException why) {
    if (why.kind() != HozonException.Kind.FAILED) {
      parts.tell(
          "watch-waits",
          "A watched deposit could not be brought up to date and is tried again: "
              + why.getMessage(),
          Map.of("deposit", each.deposit().value()));
    }
  }

  /** Looks at the folders and deposits them; false when it is to be tried again. */
  private boolean deposit(Watched each) {
    Merged deposit = book.find(each.deposit()).orElse(null);
    if (deposit == null) {
      return false; // not known here yet, or deleted a moment ago
    }
    List<String> paths =
        book.own().find(deposit.id()).map(LaneDeposit::paths).orElse(deposit.paths());
    Optional<String> missing = paths.stream().filter(path -> !isThere(path)).findFirst();
    if (missing.isPresent()) {
      pause(
          each,
          deposit,
          "'"
              + missing.get()
              + "' is not there; is its disk connected? Nothing is deposited until it is back, and"
              + " what was deposited stays safe.",
          Map.of("path", missing.get()));
      return false;
    }
    Vanished vanished =
        Vanished.look(
            parts.catalogue(),
            deposit.id(),
            Roots.of(paths),
            deposit.ignore(),
            folder -> folders.add(deposit.id(), folder));
    if (vanished.alarming() && !each.accepted()) {
      pause(
          each,
          deposit,
          vanished.gone()
              + " of "
              + vanished.known()
              + " files are gone at once. Nothing is deposited until you say whether that is meant:"
              + " 'hozon watch "
              + deposit.id()
              + " --accept' goes on without them, '--resume' looks again; what was deposited stays"
              + " safe.",
          Map.of("gone", vanished.gone(), "known", vanished.known()));
      return true;
    }
    if (each.pausedBecause() != null && !each.byHand()) {
      endAlert(deposit.id(), "What was missing is back: the watch goes on.");
      each.goOn(false);
      write();
    }
    depositor.deposit(new DepositRequest(paths, deposit.name(), deposit.policy()));
    return true;
  }

  private static boolean isThere(String path) {
    return Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
  }

  private void pause(Watched each, Merged deposit, String because, Map<String, Object> facts) {
    if (because.equals(each.pausedBecause())) {
      return;
    }
    // Told before it shows, so that whoever sees the pause finds the reason.
    parts
        .alerts()
        .raise(
            Alert.Cause.WATCH_PAUSED,
            deposit.id().value(),
            Alert.Severity.WARNING,
            "Watching '" + deposit.name() + "' is paused: " + because,
            facts);
    parts.tell(
        "watch-paused",
        "Watching '" + deposit.name() + "' is paused: " + because,
        Map.of("deposit", deposit.id().value()));
    each.pause(because, false);
    write();
  }

  @Override
  public synchronized void close() {
    if (listening != null) {
      listening.interrupt();
      folders.close();
    }
  }
}
