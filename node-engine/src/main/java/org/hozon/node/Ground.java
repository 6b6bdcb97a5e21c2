package org.hozon.node;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.store.Ballast;
import org.hozon.store.Database;
import org.hozon.store.DatabaseRescue;
import org.hozon.store.Home;
import org.hozon.store.NodeState;
import org.hozon.store.PackStore;
import org.hozon.store.Peers;

/**
 * What a node stands on: its home, settings, database, packs, keys and ports, before it meets
 * anyone.
 *
 * @param keys the keys of its home
 * @param tls its certificates; null where a measurement switched encryption off
 * @param ballast gives way when the disk is full
 * @param reminder survives the database
 * @param given addresses its owner gave to join
 * @param remembered addresses where it met others before
 * @param listen the address it listens on
 * @param controlPort its control port on the loopback address, held
 * @param dataPort its data plane's port, held
 * @param meshPorts Ignite's ports, held
 */
record Ground(
    NodeOptions options,
    Clock clock,
    Home home,
    KeyRing keys,
    Settings settings,
    Database database,
    PackStore packs,
    Ballast ballast,
    Reminder reminder,
    Identity identity,
    MachineTls tls,
    List<HostPort> given,
    List<HostPort> remembered,
    InetAddress listen,
    Ports ports,
    Ports.Held controlPort,
    Ports.Held dataPort,
    MeshPorts meshPorts) {
  /** System property that measures what encryption costs: {@code off}; no setting of a user's. */
  private static final String TLS = "hozon.tls";

  private static final String LISTEN = "listen";
  private static final String CONTROL = "control";

  /** Opens all of it on an opened home. */
  static Ground open(Openings openings, Home home, KeyRing keys, NodeOptions options, Clock clock) {
    Settings settings = Settings.load(home.settingsFile(), options.preset());
    Ballast ballast = new Ballast(home);
    if (ballast.needed()) {
      ballast.release();
    }
    DatabaseRescue.Opened opened =
        DatabaseRescue.open(home, NodeKeys.exist(home.keys()), clock.instant());
    Database database = openings.add("database", opened.database());
    database.whenFull(ballast::release);
    Reminder reminder = new Reminder(home);
    if (opened.lost().isPresent()) {
      Rebuild.begin(reminder, database, clock.instant());
    }
    NodeState state = database.state();
    Set<HostPort> given = new LinkedHashSet<>(options.join());
    given.addAll(settings.join());
    List<HostPort> remembered = database.peers().all().stream().map(Peers.Peer::data).toList();
    Identity identity = Identity.of(keys, options, settings);
    MachineTls tls =
        "off".equals(System.getProperty(TLS))
            ? null
            : new MachineTls(
                identity.node(), identity.account(), MeshTrust.open(home.keys(), clock));
    if (options.invite() != null && tls != null) {
      given.addAll(
          Enrolment.enrol(
              options.invite(), identity.account().account(), identity.name(), tls, state, clock));
    }
    List<HostPort> everywhere = new ArrayList<>(given);
    everywhere.addAll(remembered);
    InetAddress listen =
        ListenAddress.choose(
            Optional.ofNullable(options.listen()).orElse(settings.listen()),
            state.get(LISTEN),
            everywhere);
    Ports.Held control =
        new Ports(InetAddress.getLoopbackAddress(), state)
            .hold(CONTROL, asked(options.controlPort(), settings.controlPort()));
    openings.add("control port", control);
    Ports ports = new Ports(listen, state);
    Ports.Held data = ports.hold("data", asked(options.dataPort(), settings.dataPort()));
    openings.add("data port", data);
    MeshPorts mesh = MeshPorts.hold(ports, asked(options.meshPort(), settings.meshPort()));
    openings.add("mesh ports", mesh);
    PackStore packs = PackStore.open(home, settings.reserve());
    NodeId self = identity.node().node();
    opened.lost().ifPresent(why -> Rebuild.fill(home, database, packs, self, why, clock.instant()));
    clearUp(packs, database, clock);
    if (!state.get(LISTEN).equals(Optional.of(listen.getHostAddress()))) {
      state.put(LISTEN, listen.getHostAddress());
    }
    return new Ground(
        options,
        clock,
        home,
        keys,
        settings,
        database,
        packs,
        ballast,
        reminder,
        identity,
        tls,
        List.copyOf(given),
        remembered,
        listen,
        ports,
        control,
        data,
        mesh);
  }

  private static void clearUp(PackStore packs, Database database, Clock clock) {
    try {
      packs.settle(database.inventory(), clock.instant());
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "What a crash left of packs cannot be cleared up: " + unreadable.getMessage() + ".",
          unreadable);
    }
  }

  /** Lets go of the control port for whoever opens it now, and remembers it. */
  int releaseControlPort() {
    controlPort.close();
    ports.remember(CONTROL, controlPort.port());
    return controlPort.port();
  }

  private static int asked(Integer option, int setting) {
    return option == null ? setting : option;
  }

  /** True when this home was in a mesh with others before. */
  boolean wasInMesh() {
    return !remembered.isEmpty();
  }

  /** Where others reach this node's data plane. */
  HostPort data() {
    return new HostPort(listen.getHostAddress(), dataPort.port());
  }
}
