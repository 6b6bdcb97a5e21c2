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
import org.hozon.model.CenterMember;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.HeldReport;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.NodeReport;
import org.hozon.model.OfferReport;
import org.hozon.model.PackId;
import org.hozon.model.PackPlacement;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;
import org.hozon.store.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node running in this process, put together from its parts. Thread-safe. */
public final class LocalNode implements HozonNode {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);
  private static final double FULL_PACK = 32 << 20;

  private final Openings openings;
  private final NodeParts parts;
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
    forgetFormerDoor(home);
    // Closed last but one, so that whoever stops the node through it sees it stopped.
    AtomicReference<ControlServer> door = new AtomicReference<>();
    openings.add("control port", () -> closeIfOpen(door.get()));
    parts = new NodeParts(openings, home, options, clock);
    parts.serve();
    control =
        ControlServer.start(
            home.folder(), parts.ground().releaseControlPort(), this, this::stopFromOutside);
    door.set(control);
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
    List<NodeReport> nodes = new ArrayList<>();
    for (NodeProfile member : parts.mesh().members().values()) {
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
  public HeldReport held() {
    requireServing();
    var inventory = parts.ground().database().inventory();
    return new HeldReport(inventory.count(), inventory.bytes(), inventory.bytesByRank());
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
  public OfferReport offer() {
    requireServing();
    return parts.plane().offer().report();
  }

  @Override
  public OfferReport setOffer(long bytes) {
    requireServing();
    if (bytes < 0) {
      throw new HozonException(
          HozonException.Kind.USAGE, "An offer is 0 or more bytes, not " + bytes + ".");
    }
    parts.plane().offer().set(bytes);
    parts.publishProfile();
    parts.note("offer-changed", "The offer was changed by the owner.", Map.of("bytes", bytes));
    return parts.plane().offer().report();
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
  public int revoke(NodeId machine) {
    requireServing();
    return parts.revoke(machine);
  }

  @Override
  public void stop(boolean drain, Progress progress) {
    if (drain) {
      requireServing();
      parts.drain(progress);
    }
    close();
  }

  /** A call through the control port cannot wait for the port itself to close. */
  private void stopFromOutside(boolean drain, Progress progress) {
    if (drain) {
      requireServing();
      parts.drain(progress);
    }
    Thread stopping = new Thread(this::close, "hozon-stop");
    stopping.setUncaughtExceptionHandler((thread, error) -> LOG.error("Stopping failed", error));
    stopping.start();
  }

  private void requireServing() {
    if (closing.get()) {
      throw new HozonException(
          HozonException.Kind.NO_NODE,
          "The node of " + parts.ground().home().folder() + " is stopping.");
    }
  }

  /** Stops the node; whoever calls it, returns when it has let go of its home. */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        parts.note("node-stopped", "The node " + name() + " was stopped.", Map.of());
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
}
