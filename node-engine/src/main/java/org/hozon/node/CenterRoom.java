package org.hozon.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hozon.center.Center;
import org.hozon.crypto.Authority;
import org.hozon.link.EnrolServer;
import org.hozon.mesh.Mesh;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/** The center of the mesh on the node whose home has the authority, and its door for newcomers. */
final class CenterRoom {
  private static final String PORT = "enrol";
  private static final Duration RENEWAL_EVERY = Duration.ofHours(12);
  private static final int MOST_JOIN = 8;

  private final Center center;
  private final HostPort door;

  private CenterRoom(Center center, HostPort door) {
    this.center = center;
    this.door = door;
  }

  /** Opens it; empty where this home is no center. */
  static Optional<CenterRoom> open(Openings openings, Ground ground, Plane plane, Mesh mesh) {
    Optional<Authority> authority = ground.keys().authority();
    if (authority.isEmpty() || ground.tls() == null) {
      return Optional.empty();
    }
    Ticker ticker = openings.add("center's ticker", new Ticker("hozon-center"));
    TrustDesk trust = plane.trust();
    Center center =
        new Center(
            authority.get(),
            ground.database().state(),
            ground.clock(),
            made -> {
              NodeId self = ground.identity().node().node();
              trust.warn(self, members(mesh), made);
              trust.learn(made);
              ticker.soon(() -> trust.tell(self, members(mesh)));
            });
    Ports.Held port = ground.ports().hold(PORT, 0);
    openings.add("center's port", port);
    port.close();
    EnrolServer server =
        openings.add(
            "center's door",
            EnrolServer.open(
                ground.listen().getHostAddress(),
                port.port(),
                ground.tls(),
                asked -> center.enrol(asked, trust.bundle(), join(ground, mesh))));
    ground.ports().remember(PORT, server.port());
    Runnable renewal = () -> center.renew(ground.tls().trust()::validUntil);
    ticker.soon(renewal);
    ticker.every(RENEWAL_EVERY, renewal);
    return Optional.of(
        new CenterRoom(center, new HostPort(ground.listen().getHostAddress(), server.port())));
  }

  private static List<NodeProfile> members(Mesh mesh) {
    return List.copyOf(mesh.members().values());
  }

  private static List<HostPort> join(Ground ground, Mesh mesh) {
    List<HostPort> join = new ArrayList<>();
    join.add(ground.data());
    members(mesh).stream()
        .map(NodeProfile::data)
        .filter(data -> !join.contains(data))
        .limit(MOST_JOIN)
        .forEach(join::add);
    return join;
  }

  Center center() {
    return center;
  }

  Invitation invite(String name, Duration valid) {
    return center.invite(name, valid, List.of(door));
  }

  /** The words of a home that is no center. */
  static HozonException none() {
    return new HozonException(
        HozonException.Kind.FAILED,
        "This node is not the center of its mesh; ask the person who runs the center, or make a"
            + " mesh of your own with 'hozon center init' on a home without a mesh.");
  }

  /** Runs something with the center of this node. */
  static <T> T with(Optional<CenterRoom> room, Function<Center, T> work) {
    return work.apply(room.orElseThrow(CenterRoom::none).center());
  }
}
