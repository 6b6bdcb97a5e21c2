package org.hozon.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hozon.mesh.Mesh;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.store.Peers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Where halves of a mesh and strays meet again: asks known peers that are not members who they are,
 * and goes over to their cluster when {@link Meeting} says so.
 */
final class MeetingPoint {
  private static final Logger LOG = LoggerFactory.getLogger(MeetingPoint.class);
  private static final int ASKED_AT_ONCE = 12;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final NodeId self;
  private final Mesh mesh;
  private final Peers peers;
  private final Supplier<List<HostPort>> given;
  private final HostPort own;
  private final BiFunction<Collection<HostPort>, Duration, Map<HostPort, Hello>> knock;

  /** The cluster that was tried last and could not be joined. */
  private String vain = "";

  /**
   * A meeting point.
   *
   * @param given addresses the owner gave
   * @param own this node's data address, never asked
   */
  MeetingPoint(
      NodeId self,
      Mesh mesh,
      Peers peers,
      Supplier<List<HostPort>> given,
      HostPort own,
      BiFunction<Collection<HostPort>, Duration, Map<HostPort, Hello>> knock) {
    this.self = self;
    this.mesh = mesh;
    this.peers = peers;
    this.given = given;
    this.own = own;
    this.knock = knock;
  }

  /** Looks once; returns true when it went over to another cluster. */
  boolean look() {
    String cluster = mesh.clusterId();
    Map<NodeId, NodeProfile> members = mesh.members();
    Collection<Hello> met = knock.apply(strangers(members), PATIENCE).values();
    Optional<Hello> destination = Meeting.destination(self, cluster, members.size(), met);
    if (destination.isEmpty()) {
      return false;
    }
    String theirs = destination.get().clusterId();
    Set<HostPort> discovery = new LinkedHashSet<>(destination.get().discovery());
    met.stream()
        .filter(hello -> hello.clusterId().equals(theirs))
        .forEach(hello -> discovery.addAll(hello.discovery()));
    Level level = theirs.equals(vain) ? Level.DEBUG : Level.INFO; // said once, not at each look
    LOG.atLevel(level)
        .log(
            "Met {} members of the mesh that this node is cut off from; going over to them",
            destination.get().clusterSize());
    try {
      mesh.rejoin(List.copyOf(discovery));
      vain = "";
      return true;
    } catch (HozonException gone) {
      vain = theirs;
      LOG.atLevel(level).log("They could not be joined: {}", gone.getMessage());
      return false;
    }
  }

  /** Known addresses where no member is, a few of them by chance when there are many. */
  private List<HostPort> strangers(Map<NodeId, NodeProfile> members) {
    Set<HostPort> taken =
        members.values().stream().map(NodeProfile::data).collect(Collectors.toSet());
    Set<HostPort> strangers = new LinkedHashSet<>(given.get());
    peers.all().stream()
        .filter(peer -> !members.containsKey(peer.node()))
        .forEach(peer -> strangers.add(peer.data()));
    strangers.removeAll(taken);
    strangers.remove(own);
    List<HostPort> some = new ArrayList<>(strangers);
    Collections.shuffle(some);
    return some.subList(0, Math.min(ASKED_AT_ONCE, some.size()));
  }
}
