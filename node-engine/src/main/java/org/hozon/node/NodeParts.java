package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.MeshTrust;
import org.hozon.deposit.Deposits;
import org.hozon.guard.Guard;
import org.hozon.guard.GuardHost;
import org.hozon.guard.Upkeep;
import org.hozon.mesh.Mesh;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositSummary;
import org.hozon.model.Distance;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackTicket;
import org.hozon.model.TrustBundle;
import org.hozon.rules.Habits;
import org.hozon.store.Home;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a running node, opened in their order and tied together. */
final class NodeParts {
  private static final Logger LOG = LoggerFactory.getLogger(NodeParts.class);
  private static final Duration PROFILE_EVERY = Duration.ofSeconds(1);
  private static final Duration REMIND_EVERY = Duration.ofSeconds(10);
  private static final Duration TRUST_EVERY = Duration.ofSeconds(20);
  private static final Duration CATALOGUE_EVERY = Duration.ofMinutes(1);
  private static final Duration NEW_PROOFS_EVERY = Duration.ofSeconds(10);

  /** The same after the database was lost. */
  private static final Duration CATALOGUE_SOON = Duration.ofSeconds(3);

  /** A PC that is on for minutes only comes to it too, and what a crash left undone is done. */
  private static final Duration UPKEEP_SOON = Duration.ofSeconds(30);

  private static final Duration UPKEEP_EVERY = Duration.ofMinutes(15);
  private static final Duration HEALTH_PATIENCE = Duration.ofMillis(1500);
  private static final Duration HEALTH_YOUTH = Duration.ofMinutes(1);

  private final Openings openings;
  private final Ground ground;
  private final Plane plane;
  private final Mesh mesh;
  private final UptimeKeeper uptime;
  private final Guard guard;
  private final Deposits deposits;
  private final HealthWatch health;
  private final Optional<CenterRoom> center;
  private final OfferLife offerLife;
  private final DiskWatch disk;
  private volatile boolean rebuilt;

  /** Opens everything, in the mesh at the end; what is opened is closed with {@code openings}. */
  NodeParts(Openings openings, Home home, KeyRing keys, NodeOptions options, Clock clock) {
    this.openings = openings;
    long start = System.nanoTime();
    ground = Ground.open(openings, home, keys, options, clock);
    plane = Plane.open(openings, ground);
    Duration opening = Duration.ofNanos(System.nanoTime() - start);
    mesh = openings.add("mesh", new MeshEntry(ground, plane, opening).enter());
    plane.desk().joined(mesh);
    center = CenterRoom.open(openings, ground, plane, mesh);
    uptime =
        new UptimeKeeper(
            self(), ground.database().uptime(), ground.database().state(), ground.clock());
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
                clock,
                new DepositCare(ground.settings().keep(), DepositCare.PRESET, false, false, null)));
    health =
        openings.add(
            "health",
            new HealthWatch(
                deposits::health, () -> mesh.members().keySet(), HEALTH_PATIENCE, HEALTH_YOUTH));
    plane.offer().refuse(this::isOwnDeposit);
    offerLife =
        new OfferLife(plane.offer(), guard, ground.packs(), this::publishProfile, this::note);
    disk =
        new DiskWatch(
            ground.packs(),
            plane.offer(),
            offerLife,
            ground.database().alerts(),
            ground.ballast(),
            ground.settings().trash(),
            ground.settings().preset().diskPatience(),
            clock);
  }

  /** Takes up the work: from now on others are answered and everything is kept up to date. */
  void serve() {
    uptime.started();
    openings.add("uptime", uptime::stopped);
    rebuilt =
        ground.database().alerts().open().stream()
            .anyMatch(alert -> alert.cause() == Alert.Cause.DATABASE_REBUILT);
    Ticker ticker = openings.add("ticker", new Ticker("hozon-ticker"));
    Runnable remember = () -> ground.reminder().refresh(ground.database());
    // Tells at once of the members that are here already.
    mesh.listen(
        new Acquaintances(
            self(),
            ground.database().peers(),
            uptime,
            () -> ticker.soon(this::tellAgain),
            () -> ticker.soon(remember),
            ground.clock()));
    CutOffAlarm cutOff =
        new CutOffAlarm(() -> mesh.members().keySet(), ground.database().alerts(), ground.clock());
    mesh.listen(cutOff);
    Upkeep upkeep =
        openings.add(
            "upkeep",
            new Upkeep(
                self(),
                ground.database(),
                ground.packs(),
                guard,
                mesh,
                plane.client(),
                ground.settings().upkeep(),
                ground.clock()));
    guard.start();
    plane.desk().watched(NodeDesk.Watch.of(guard));
    openings.add("desk", () -> plane.desk().watched(null));
    upkeep.start();
    ticker.every(UptimeKeeper.BEAT, uptime::beat, new Rest()::look);
    if (plane.trust() != null) {
      openings
          .add("trust ticker", new Ticker("hozon-trust"))
          .every(TRUST_EVERY, this::askWhoBelongs);
    }
    Sampler sampler = sampler();
    ticker.soon(sampler::look);
    ticker.every(Sampler.EVERY, sampler::look);
    ticker.every(
        PROFILE_EVERY, this::publishProfile, disk::look, plane.hours()::refresh, this::rebuilt);
    ticker.soon(remember);
    ticker.every(REMIND_EVERY, remember);
    openings
        .add("catalogue", new Ticker("hozon-catalogue"))
        .every(rebuilt ? CATALOGUE_SOON : CATALOGUE_EVERY, this::refreshCatalogue);
    Ticker proofs = openings.add("proofs", new Ticker("hozon-proofs"));
    proofs.every(ground.settings().preset().proofsEvery(), deposits::refreshProofs);
    proofs.every(NEW_PROOFS_EVERY, deposits::completeProofs);
    deposits.watch();
    openings
        .add("upkeep", new Ticker("hozon-upkeep"))
        .every(UPKEEP_SOON, UPKEEP_EVERY, this::maintain);
    MeetingPoint meeting =
        new MeetingPoint(
            self(),
            mesh,
            ground.database().peers(),
            ground::given,
            ground.data(),
            plane.knocker()::knock);
    openings
        .add("meeting point", new Ticker("hozon-meeting"))
        .every(
            ground.settings().preset().meetEvery(),
            () -> {
              meeting.look();
              cutOff.look();
            });
    ClockWatch clocks =
        new ClockWatch(
            self(),
            () -> List.copyOf(mesh.members().keySet()),
            some -> plane.clocksAhead(some, mesh.members()),
            ground.database().alerts());
    openings
        .add("clock watch", new Ticker("hozon-clock"))
        .every(ground.settings().preset().meetEvery(), clocks::look);
    note(
        "node-started",
        "The node " + ground.identity().name() + " started.",
        Map.of("members", mesh.members().size()));
  }

  private Sampler sampler() {
    return new Sampler(
        ground.database().samples(),
        ground.database().activity(),
        () -> deposits.deposits().stream().mapToLong(DepositSummary::bytes).sum(),
        plane.offer()::report,
        ground.clock());
  }

  NodeId self() {
    return ground.identity().node().node();
  }

  Ground ground() {
    return ground;
  }

  Plane plane() {
    return plane;
  }

  Mesh mesh() {
    return mesh;
  }

  Guard guard() {
    return guard;
  }

  Deposits deposits() {
    return deposits;
  }

  Optional<CenterRoom> center() {
    return center;
  }

  HealthWatch health() {
    return health;
  }

  OfferLife offerLife() {
    return offerLife;
  }

  /** Tells when all is known again that a lost database knew. */
  private void rebuilt() {
    if (rebuilt && !guard.recollecting() && deposits.remembers()) {
      rebuilt = false;
      ground
          .database()
          .alerts()
          .end(
              Alert.Cause.DATABASE_REBUILT,
              Rebuild.SUBJECT,
              "The other nodes have told all that the lost database knew of packs and deposits.");
    }
  }

  /** Sets other limits; running transfers feel them at once, and the settings keep them. */
  void limits(Limits limits) {
    SettingsFile.set(ground.home().settingsFile(), LimitsText.settings(limits));
    plane.hours().set(limits);
    ground.packs().reserve(limits.reserve());
    plane.offer().perAccount(limits.perAccount());
    publishProfile();
    note(
        "limits-changed",
        "The owner changed the limits of line and disk.",
        LimitsText.facts(limits));
  }

  void publishProfile() {
    plane.board().refresh(plane.offer(), mesh::publish);
  }

  /** Announces an absence until then, or with null takes it back. */
  void maintenance(Instant until) {
    plane.board().announce(until);
    publishProfile();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("until", until == null ? null : until.toString());
    note(
        "maintenance",
        until == null
            ? "The announced absence of this node was taken back."
            : "This node is announced to be away until "
                + until.truncatedTo(ChronoUnit.SECONDS)
                + "; the others wait for it except where one copy is left.",
        facts);
  }

  void note(String kind, String text, Map<String, Object> facts) {
    ground.database().activity().add(new Activity(ground.clock().instant(), kind, text, facts));
  }

  private void askWhoBelongs() {
    plane.trust().ask(self(), mesh.members());
    plane.trust().expelShutOut(self(), mesh);
  }

  /** Shuts a machine of this account out; returns how many other members know it at once. */
  int revoke(NodeId machine) {
    if (plane.trust() == null) {
      throw new HozonException(
          HozonException.Kind.FAILED, "Without encryption there are no certificates to revoke.");
    }
    if (machine.equals(self())) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "This is the machine that would be shut out itself; do it from another one of the"
              + " account, or stop this node.");
    }
    AccountKeys account = ground.identity().account();
    NodeProfile known = mesh.members().get(machine);
    if (known != null && !known.account().equals(account.account())) {
      throw new HozonException(
          HozonException.Kind.USAGE,
          "The machine "
              + known.name()
              + " is of another account, which alone can shut it out; nothing was changed.");
    }
    TrustBundle news =
        new TrustBundle(
            new byte[0],
            List.of(),
            List.of(MeshTrust.revoke(account, machine, ground.clock().instant())));
    plane.trust().warn(self(), mesh.members().values(), news);
    plane.trust().learn(news);
    int told = plane.trust().tell(self(), mesh.members().values());
    plane.trust().expelShutOut(self(), mesh);
    note(
        "machine-revoked",
        "The machine " + machine + " of this account was shut out of the mesh.",
        Map.of("node", machine, "told", told));
    return told;
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

  /** Retention by the calendar, packs to give up, space to win back. */
  private void maintain() {
    try {
      deposits.maintain();
    } catch (HozonException later) {
      LOG.info("The upkeep of deposits waits: {}", later.getMessage());
    }
  }

  private boolean isOwnDeposit(PackTicket ticket) {
    return ticket.owner().equals(ground.identity().account().account())
        && deposits.deposited(ticket.pack());
  }

  /** What the guard sees of this node. */
  private final class Host implements GuardHost {
    @Override
    public void seen(NodeId node, boolean up) {
      uptime.seen(node, up);
    }

    @Override
    public void unproven(NodeId node) {
      plane.meter().unproven(node);
    }

    @Override
    public Habits habits(NodeId node) {
      return uptime.habits(node);
    }

    @Override
    public void stored(PackTicket ticket) {
      plane.desk().stored(ticket);
    }

    @Override
    public long admit(PackTicket ticket) throws StoreRefusal {
      plane.desk().requireTicket(ticket);
      return plane.offer().admit(ticket);
    }

    @Override
    public void reserve(PackTicket ticket) throws StoreRefusal {
      plane.desk().requireTicket(ticket);
      plane.offer().reserve(ticket);
    }

    @Override
    public List<Distance> distances(List<NodeId> to) {
      return plane.distances(to, mesh.members());
    }
  }
}
