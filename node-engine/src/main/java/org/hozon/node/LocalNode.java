package org.hozon.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.hozon.center.Center;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.AwayReport;
import org.hozon.model.CenterMember;
import org.hozon.model.CertificateReport;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.HeldReport;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.Limits;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.NodeReport;
import org.hozon.model.OfferReport;
import org.hozon.model.PackId;
import org.hozon.model.PackPlacement;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Sample;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;
import org.hozon.model.WatchState;
import org.hozon.store.Database;
import org.hozon.store.DatabaseRescue;
import org.hozon.store.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node running in this process, put together from its parts. Thread-safe. */
public final class LocalNode implements HozonNode {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final double FULL_PACK = 32 << 20;
  private static final Duration LONGEST_AWAY = Duration.ofDays(7);

  /** The home: open as long as the node is. */
  private final Openings outer;

  private final Home home;
  private final KeyRing keys;
  private final NodeOptions options;
  private final Clock clock;
  private final Object life = new Object();
  private volatile NodeParts parts;
  private volatile ControlServer control;
  private volatile boolean restarting;

  /** All but the home; opened again after the database was lost. */
  private Openings inner;

  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts the node of a home; returns when it serves.
   *
   * @throws HozonException when it cannot; then nothing stays open
   */
  public static LocalNode start(NodeOptions options) {
    Openings openings = new Openings();
    try {
      return new LocalNode(openings, options, Clock.systemUTC());
    } catch (RuntimeException | Error failed) {
      openings.close();
      throw failed;
    }
  }

  private LocalNode(Openings outer, NodeOptions options, Clock clock) {
    this.outer = outer;
    this.options = options;
    this.clock = clock;
    home = outer.add("home", Home.open(options.home()));
    keys = new KeyRing(home);
    forgetFormerDoor(home);
    open(options);
  }

  private void open(NodeOptions as) {
    Openings openings = new Openings();
    boolean serving = false;
    try {
      // Closed last, so that whoever stops the node through it sees it stopped.
      AtomicReference<ControlServer> door = new AtomicReference<>();
      openings.add("control port", () -> closeIfOpen(door.get()));
      NodeParts opened = new NodeParts(openings, home, keys, as, clock);
      opened.serve();
      parts = opened;
      control =
          ControlServer.start(
              home.folder(), opened.ground().releaseControlPort(), this, this::stopFromOutside);
      door.set(control);
      inner = openings;
      serving = true;
    } finally {
      if (!serving) {
        openings.close();
      }
    }
    Database database = parts.ground().database();
    database.whenDamaged(reason -> apart("hozon-restart", () -> restart(reason)));
    apart("hozon-database-check", database::checkLater);
  }

  /** The database was found damaged: lets go of all but the home and opens it anew. */
  private void restart(String reason) {
    synchronized (life) {
      if (closing.get()) {
        return;
      }
      restarting = true;
      boolean open = false;
      try {
        LOG.warn("The node opens its database anew: {}", reason);
        DatabaseRescue.condemn(home, reason);
        inner.close();
        // What it was told to offer at its start may have been changed since.
        open(options.withOfferAsSet());
        open = true;
      } catch (IOException | RuntimeException failed) {
        LOG.error("The node cannot go on after its database was damaged, and stops", failed);
      } finally {
        restarting = false;
        if (!open) {
          closing.set(true);
          outer.close();
          closed.countDown();
        }
      }
    }
  }

  private static void apart(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((t, error) -> LOG.warn("{} ended early", name, error));
    thread.start();
  }

  /** What a process that died left is no door to this one. */
  private static void forgetFormerDoor(Home home) {
    try {
      Files.deleteIfExists(ControlFile.in(home.folder()));
    } catch (IOException replacedLater) {
      LOG.debug("The former control.json stays for now", replacedLater);
    }
  }

  private static void closeIfOpen(ControlServer control) {
    if (control != null) {
      control.close();
    }
  }

  /** This node. */
  public NodeId self() {
    return parts.self();
  }

  /** What its owner calls it. */
  public String name() {
    return parts.ground().identity().name();
  }

  /** Where its data plane listens: what the next node joins. */
  public HostPort data() {
    return parts.ground().data();
  }

  /** Where its control port listens. */
  public HostPort control() {
    return new HostPort(InetAddress.getLoopbackAddress().getHostAddress(), control.port());
  }

  /** Waits until it has been stopped and has let go of its home. */
  public void awaitStop() throws InterruptedException {
    closed.await();
  }

  @Override
  public StatusReport status() {
    requireServing();
    return new StatusReport(
        self(),
        name(),
        parts.ground().identity().account().account(),
        parts.mesh().members().size(),
        parts.deposits().deposits().size(),
        parts.health().now(),
        parts.plane().offer().report(),
        parts.guard().repairs());
  }

  @Override
  public List<NodeReport> nodes() {
    requireServing();
    Map<NodeId, WatchState> states = parts.guard().states();
    Map<NodeId, NodeProfile> members = new TreeMap<>(parts.mesh().members());
    for (NodeId missed : states.keySet()) { // co-holders that the mesh has lost
      NodeProfile last = parts.guard().lastKnown(missed);
      if (last != null) {
        members.putIfAbsent(missed, last);
      }
    }
    List<NodeReport> nodes = new ArrayList<>();
    for (NodeProfile member : members.values()) {
      nodes.add(
          new NodeReport(
              member.node(),
              member.name(),
              member.account(),
              member.region(),
              member.rank(),
              member.offeredBytes(),
              member.usedBytes(),
              states.getOrDefault(member.node(), WatchState.ALIVE).word(),
              distanceSeconds(member.node())));
    }
    nodes.sort(Comparator.comparing(NodeReport::name).thenComparing(NodeReport::node));
    return nodes;
  }

  @Override
  public AwayReport away() {
    requireServing();
    return new AwayReport(parts.plane().board().awayUntil());
  }

  @Override
  public AwayReport maintenance(Duration time) {
    requireServing();
    if (time.isNegative() || time.compareTo(LONGEST_AWAY) > 0) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "An absence can be announced for up to 7 days; to be away for longer, let the node move"
              + " what it holds to others first (stop --drain).");
    }
    parts.maintenance(time.isZero() ? null : Instant.now().plus(time));
    return away();
  }

  private Double distanceSeconds(NodeId to) {
    if (to.equals(self())) {
      return 0.0;
    }
    return parts
        .plane()
        .meter()
        .reading(to)
        .filter(reading -> reading.bytesPerSecond() > 0)
        .map(r -> FULL_PACK / r.bytesPerSecond() + r.roundTripMillis() / 1000)
        .orElse(null);
  }

  @Override
  public DepositReport deposit(DepositRequest request, Progress progress) {
    requireServing();
    return parts.deposits().deposit(request, progress);
  }

  @Override
  public List<DepositSummary> deposits() {
    requireServing();
    List<DepositSummary> known = parts.deposits().deposits();
    if (known.isEmpty()) { // perhaps a new machine of an old account, asked right after its start
      parts.deposits().refresh();
      known = parts.deposits().deposits();
    }
    return known;
  }

  @Override
  public List<VersionSummary> versions(DepositId deposit) {
    requireServing();
    return parts.deposits().versions(deposit);
  }

  @Override
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    requireServing();
    parts.deposits().files(deposit, version, path, visitor);
  }

  @Override
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    requireServing();
    return parts.deposits().restore(request, progress);
  }

  @Override
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    requireServing();
    return parts.deposits().verify(deposit, samplePercent, progress);
  }

  @Override
  public List<PackPlacement> packs(DepositId deposit) {
    requireServing();
    if (deposit != null) {
      return parts.deposits().packs(deposit);
    }
    Map<PackId, PackPlacement> all = new TreeMap<>();
    for (DepositSummary each : deposits()) {
      parts.deposits().packs(each.deposit()).forEach(placed -> all.put(placed.pack(), placed));
    }
    return List.copyOf(all.values());
  }

  @Override
  public DeleteReport delete(DepositId deposit, int version, Progress progress) {
    requireServing();
    return parts.deposits().delete(deposit, version, progress);
  }

  @Override
  public PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress) {
    requireServing();
    return parts.deposits().setPolicy(deposit, policy, progress);
  }

  @Override
  public DepositCare settings(DepositId deposit) {
    requireServing();
    return parts.deposits().settings(deposit);
  }

  @Override
  public DepositCare setCare(DepositId deposit, DepositCare care) {
    requireServing();
    return parts.deposits().setCare(deposit, care);
  }

  @Override
  public DepositCare resume(DepositId deposit, boolean acceptVanished) {
    requireServing();
    return parts.deposits().resume(deposit, acceptVanished);
  }

  @Override
  public HeldReport held() {
    requireServing();
    var inventory = parts.ground().database().inventory();
    return new HeldReport(
        inventory.count(),
        inventory.bytes(),
        inventory.bytesByRank(),
        parts.ground().packs().trashBytes());
  }

  @Override
  public List<Activity> activity(Instant after, int limit) {
    requireServing();
    return parts.ground().database().activity().since(after, limit);
  }

  @Override
  public List<Alert> alerts(Instant endedAfter) {
    requireServing();
    return parts.ground().database().alerts().since(endedAfter);
  }

  @Override
  public List<Sample> samples(Sample.Kind kind, Instant from, Instant to) {
    requireServing();
    return parts.ground().database().samples().between(kind, from, to);
  }

  @Override
  public OfferReport offer() {
    requireServing();
    return parts.plane().offer().report();
  }

  @Override
  public OfferReport setOffer(long bytes, Progress progress) {
    requireServing();
    if (bytes < 0) {
      throw new HozonException(
          HozonException.Kind.USAGE, "An offer is 0 or more bytes, not " + bytes + ".");
    }
    return parts.offerLife().set(bytes, progress);
  }

  @Override
  public OfferReport withdraw(Progress progress) {
    requireServing();
    return parts.offerLife().withdraw(progress);
  }

  @Override
  public Limits limits() {
    requireServing();
    return parts.plane().hours().limits();
  }

  @Override
  public Limits setLimits(Limits limits) {
    requireServing();
    parts.limits(limits);
    return limits();
  }

  @Override
  public Invitation invite(String name, Duration valid) {
    requireServing();
    return parts.center().orElseThrow(CenterRoom::none).invite(name, valid);
  }

  @Override
  public List<CenterMember> centerMembers() {
    requireServing();
    return CenterRoom.with(parts.center(), Center::members);
  }

  @Override
  public CenterMember approve(AccountId account) {
    requireServing();
    return CenterRoom.with(parts.center(), center -> center.approve(account));
  }

  @Override
  public CenterMember reject(AccountId account) {
    requireServing();
    return CenterRoom.with(parts.center(), center -> center.reject(account));
  }

  @Override
  public CertificateReport certificate() {
    requireServing();
    return CertificateDesk.report(parts.ground(), parts.center().isPresent());
  }

  @Override
  public int revoke(NodeId machine) {
    requireServing();
    return parts.revoke(machine);
  }

  @Override
  public void stop(boolean drain, Progress progress) {
    if (drain) {
      requireServing();
      parts.offerLife().drain(progress);
    }
    close();
  }

  /** A call through the control port cannot wait for the port itself to close. */
  private void stopFromOutside(boolean drain, Progress progress) {
    if (drain) {
      requireServing();
      parts.offerLife().drain(progress);
    }
    Thread stopping = new Thread(this::close, "hozon-stop");
    stopping.setUncaughtExceptionHandler((thread, error) -> LOG.error("Stopping failed", error));
    stopping.start();
  }

  private void requireServing() {
    if (restarting) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The node opens its database anew, because it was damaged; nothing is lost; try again in"
              + " a moment.");
    }
    if (closing.get()) {
      throw new HozonException(
          HozonException.Kind.NO_NODE,
          "The node of " + parts.ground().home().folder() + " is stopping.");
    }
  }

  private void sayGoodbye() {
    try {
      parts.note("node-stopped", "The node " + name() + " was stopped.", Map.of());
    } catch (HozonException notWritten) {
      LOG.warn("That the node was stopped could not be written down", notWritten);
    }
  }

  /** Stops the node; whoever calls it, returns when it has let go of its home. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      synchronized (life) {
        try {
          sayGoodbye();
          inner.close();
          outer.close();
        } finally {
          closed.countDown();
        }
      }
      return;
    }
    try {
      closed.await();
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }
}
