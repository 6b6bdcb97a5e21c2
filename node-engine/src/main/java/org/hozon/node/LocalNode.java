package org.hozon.node;

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
import org.hozon.deposit.Deposits;
import org.hozon.guard.Guard;
import org.hozon.guard.GuardHost;
import org.hozon.mesh.Mesh;
import org.hozon.model.Activity;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.Distance;
import org.hozon.model.FileEntry;
import org.hozon.model.HeldReport;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.NodeReport;
import org.hozon.model.OfferReport;
import org.hozon.model.PackId;
import org.hozon.model.PackPlacement;
import org.hozon.model.PackTicket;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;
import org.hozon.store.Home;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node running in this process, put together from its parts. Thread-safe. */
public final class LocalNode implements HozonNode {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final Duration PROFILE_EVERY = Duration.ofSeconds(1);
  private static final Duration CATALOGUE_EVERY = Duration.ofMinutes(1);
  private static final double FULL_PACK = 32 << 20;

  private final Openings openings;
  private final Ground ground;
  private final Plane plane;
  private final Mesh mesh;
  private final Guard guard;
  private final Deposits deposits;
  private final ControlServer control;
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

  private LocalNode(Openings openings, NodeOptions options, Clock clock) {
    this.openings = openings;
    Home home = openings.add("home", Home.open(options.home()));
    // Closed last but one, so that whoever stops the node through it sees it stopped.
    AtomicReference<ControlServer> door = new AtomicReference<>();
    openings.add("control port", () -> closeIfOpen(door.get()));
    ground = Ground.open(openings, home, options, clock);
    plane = Plane.open(openings, ground);
    mesh = openings.add("mesh", new MeshEntry(ground, plane).enter());
    plane.desk().joined(mesh);

    Ticker ticker = openings.add("ticker", new Ticker("hozon-ticker"));
    UptimeKeeper uptime = uptime();
    guard =
        openings.add(
            "guard",
            new Guard(
                self(),
                ground.database(),
                ground.packs(),
                mesh,
                plane.client(),
                new Host(),
                ground.settings().guard(),
                clock));
    deposits =
        openings.add(
            "deposits",
            new Deposits(
                self(),
                ground.identity().account(),
                ground.database(),
                mesh,
                plane.client(),
                ground.home().tmp(),
                clock));
    // Tells at once of the members that are here already.
    mesh.listen(
        new Acquaintances(
            self(), ground.database().peers(), uptime, () -> ticker.soon(this::tellAgain), clock));
    guard.start();
    plane.desk().guarded(guard);
    openings.add("desk", () -> plane.desk().guarded(null));
    control =
        ControlServer.start(
            ground.home().folder(), controlPort(options), this, this::stopFromOutside);
    door.set(control);
    tick(ticker, uptime);
    note(
        "node-started",
        "The node " + name() + " started.",
        Map.of("members", mesh.members().size()));
  }

  private UptimeKeeper uptime() {
    UptimeKeeper uptime =
        new UptimeKeeper(
            self(), ground.database().uptime(), ground.database().state(), ground.clock());
    uptime.started();
    openings.add("uptime", uptime::stopped);
    return uptime;
  }

  private void tick(Ticker ticker, UptimeKeeper uptime) {
    ticker.every(PROFILE_EVERY, this::publishProfile);
    ticker.every(UptimeKeeper.BEAT, uptime::beat);
    openings
        .add("catalogue", new Ticker("hozon-catalogue"))
        .every(CATALOGUE_EVERY, this::refreshCatalogue);
    MeetingPoint meeting =
        new MeetingPoint(
            mesh, ground.database().peers(), ground::given, ground.data(), plane.knocker()::knock);
    openings
        .add("meeting point", new Ticker("hozon-meeting"))
        .every(ground.settings().preset().meetEvery(), meeting::look);
  }

  private int controlPort(NodeOptions options) {
    int asked = Ground.asked(options.controlPort(), ground.settings().controlPort());
    Ports loopback =
        new Ports(java.net.InetAddress.getLoopbackAddress(), ground.database().state());
    try (Ports.Held held = loopback.hold("control", asked)) {
      loopback.remember("control", held.port());
      return held.port();
    }
  }

  private static void closeIfOpen(ControlServer control) {
    if (control != null) {
      control.close();
    }
  }

  /** This node. */
  public NodeId self() {
    return ground.identity().node().node();
  }

  /** What its owner calls it. */
  public String name() {
    return ground.identity().name();
  }

  /** Where its data plane listens: what the next node joins. */
  public HostPort data() {
    return ground.data();
  }

  /** Where its control port listens. */
  public HostPort control() {
    return new HostPort(java.net.InetAddress.getLoopbackAddress().getHostAddress(), control.port());
  }

  /** Waits until it has been stopped and has let go of its home. */
  public void awaitStop() throws InterruptedException {
    closed.await();
  }

  private void publishProfile() {
    plane.board().refresh(plane.offer(), mesh::publish);
  }

  /** What only this node can tell the mesh, after it was away or the mesh lost entries. */
  private void tellAgain() {
    mesh.publish(plane.board().profile());
    ground.database().heads().all().forEach(mesh::publishHead);
    refreshCatalogue();
  }

  /** What other machines of the account deposited meanwhile. */
  private void refreshCatalogue() {
    try {
      deposits.refresh();
    } catch (HozonException later) {
      LOG.info("The account's catalogue is not up to date yet: {}", later.getMessage());
    }
  }

  private void note(String kind, String text, Map<String, Object> facts) {
    ground.database().activity().add(new Activity(ground.clock().instant(), kind, text, facts));
  }

  @Override
  public StatusReport status() {
    requireServing();
    return new StatusReport(
        self(),
        name(),
        ground.identity().account().account(),
        mesh.members().size(),
        deposits.deposits().size(),
        deposits.health(),
        plane.offer().report(),
        guard.repairs());
  }

  @Override
  public List<NodeReport> nodes() {
    requireServing();
    List<NodeReport> nodes = new ArrayList<>();
    for (NodeProfile member : mesh.members().values()) {
      nodes.add(
          new NodeReport(
              member.node(),
              member.name(),
              member.account(),
              member.region(),
              member.rank(),
              member.offeredBytes(),
              member.usedBytes(),
              "alive",
              distanceSeconds(member.node())));
    }
    nodes.sort(Comparator.comparing(NodeReport::name).thenComparing(NodeReport::node));
    return nodes;
  }

  private Double distanceSeconds(NodeId to) {
    if (to.equals(self())) {
      return 0.0;
    }
    return plane
        .meter()
        .reading(to)
        .filter(reading -> reading.bytesPerSecond() > 0)
        .map(r -> FULL_PACK / r.bytesPerSecond() + r.roundTripMillis() / 1000)
        .orElse(null);
  }

  @Override
  public DepositReport deposit(DepositRequest request, Progress progress) {
    requireServing();
    return deposits.deposit(request, progress);
  }

  @Override
  public List<DepositSummary> deposits() {
    requireServing();
    List<DepositSummary> known = deposits.deposits();
    if (known.isEmpty()) { // perhaps a new machine of an old account, asked right after its start
      deposits.refresh();
      known = deposits.deposits();
    }
    return known;
  }

  @Override
  public List<VersionSummary> versions(DepositId deposit) {
    requireServing();
    return deposits.versions(deposit);
  }

  @Override
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    requireServing();
    deposits.files(deposit, version, path, visitor);
  }

  @Override
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    requireServing();
    return deposits.restore(request, progress);
  }

  @Override
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    requireServing();
    return deposits.verify(deposit, samplePercent, progress);
  }

  @Override
  public List<PackPlacement> packs(DepositId deposit) {
    requireServing();
    if (deposit != null) {
      return deposits.packs(deposit);
    }
    Map<PackId, PackPlacement> all = new TreeMap<>();
    for (DepositSummary each : deposits()) {
      deposits.packs(each.deposit()).forEach(placed -> all.put(placed.pack(), placed));
    }
    return List.copyOf(all.values());
  }

  @Override
  public HeldReport held() {
    requireServing();
    var inventory = ground.database().inventory();
    return new HeldReport(inventory.count(), inventory.bytes(), inventory.bytesByRank());
  }

  @Override
  public List<Activity> activity(Instant after, int limit) {
    requireServing();
    return ground.database().activity().since(after, limit);
  }

  @Override
  public OfferReport offer() {
    requireServing();
    return plane.offer().report();
  }

  @Override
  public OfferReport setOffer(long bytes) {
    requireServing();
    if (bytes < 0) {
      throw new HozonException(
          HozonException.Kind.USAGE, "An offer is 0 or more bytes, not " + bytes + ".");
    }
    plane.offer().set(bytes);
    publishProfile();
    note("offer-changed", "The offer was changed by the owner.", Map.of("bytes", bytes));
    return plane.offer().report();
  }

  @Override
  public void stop(boolean drain, Progress progress) {
    if (drain) {
      drain(progress);
    }
    close();
  }

  /** A call through the control port cannot wait for the port itself to close. */
  private void stopFromOutside(boolean drain, Progress progress) {
    if (drain) {
      drain(progress);
    }
    Thread stopping = new Thread(this::close, "hozon-stop");
    stopping.setUncaughtExceptionHandler((thread, error) -> LOG.error("Stopping failed", error));
    stopping.start();
  }

  private void drain(Progress progress) {
    requireServing();
    plane.offer().draining(true);
    publishProfile();
    boolean drained = false;
    try {
      guard.drain(progress);
      drained = true;
    } finally {
      if (!drained && !closing.get()) {
        plane.offer().draining(false);
        publishProfile();
      }
    }
  }

  private void requireServing() {
    if (closing.get()) {
      throw new HozonException(
          HozonException.Kind.NO_NODE, "The node of " + ground.home().folder() + " is stopping.");
    }
  }

  /** Stops the node; whoever calls it, returns when it has let go of its home. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        note("node-stopped", "The node " + name() + " was stopped.", Map.of());
        openings.close();
      } finally {
        closed.countDown();
      }
      return;
    }
    try {
      closed.await();
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the guard sees of this node. */
  private final class Host implements GuardHost {
    @Override
    public long admit(PackTicket ticket) throws StoreRefusal {
      return plane.offer().admit(ticket);
    }

    @Override
    public void reserve(PackTicket ticket) throws StoreRefusal {
      plane.offer().reserve(ticket);
    }

    @Override
    public List<Distance> distances(List<NodeId> to) {
      return plane.distances(to, mesh.members());
    }
  }
}
