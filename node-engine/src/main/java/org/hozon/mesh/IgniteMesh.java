package org.hozon.mesh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mesh on an embedded Ignite. */
public final class IgniteMesh implements Mesh {
  private static final Logger LOG = LoggerFactory.getLogger(IgniteMesh.class);
  private static final int MOST_WAITING = 100_000;

  private final MeshConfig config;
  private final IgniteKeeper keeper;
  private final MapReader reader = new MapReader();
  private final MapWriter writer;

  private IgniteMesh(MeshConfig config) {
    this.config = config;
    keeper = new IgniteKeeper(config, this::use);
    writer =
        new MapWriter(
            config.self().node(),
            MOST_WAITING,
            () -> keeper.announcer().announce(Mesh.Listener::entriesLost));
  }

  /**
   * Starts the embedded Ignite and becomes a member; returns when in.
   *
   * @throws HozonException of kind FAILED, after about ten seconds, when no member answers and the
   *     node must not start alone; at once when a port is taken
   */
  public static Mesh start(MeshConfig config) {
    IgniteMesh mesh = new IgniteMesh(config);
    try {
      mesh.keeper.start();
      return mesh;
    } catch (RuntimeException failed) {
      mesh.close();
      throw failed;
    }
  }

  private void use(SharedMaps maps) {
    reader.use(maps);
    writer.use(maps);
    if (maps != null) {
      writer.publish(keeper.self());
    }
  }

  @Override
  public void listen(Listener listener) {
    keeper.listen(listener);
  }

  @Override
  public Map<NodeId, NodeProfile> members() {
    Map<NodeId, NodeProfile> members = new TreeMap<>(keeper.view().others());
    NodeProfile self = keeper.self();
    members.put(self.node(), self);
    return Collections.unmodifiableMap(members);
  }

  @Override
  public void publish(NodeProfile self) {
    keeper.self(self);
    writer.publish(self);
  }

  @Override
  public void expel(NodeId node) {
    keeper.expel(node);
  }

  @Override
  public List<HostPort> discovery() {
    return keeper.isUp()
        ? List.of(new HostPort(config.listen(), config.discoveryPort()))
        : List.of();
  }

  @Override
  public String clusterId() {
    return keeper.view().clusterId();
  }

  @Override
  public void reportHeld(Collection<PackId> packs) {
    writer.changeHolder(packs, true);
  }

  @Override
  public void reportDropped(Collection<PackId> packs) {
    writer.changeHolder(packs, false);
  }

  @Override
  public Map<PackId, Set<NodeId>> holders(Collection<PackId> packs) {
    Map<String, NodeId> alive = new HashMap<>();
    members().keySet().forEach(node -> alive.put(node.value(), node));
    Map<PackId, Set<NodeId>> holders = new HashMap<>();
    reader
        .holders(packs)
        .forEach(
            (pack, text) -> {
              Set<NodeId> of = new TreeSet<>();
              for (String node : HolderList.parse(text)) {
                if (alive.containsKey(node)) {
                  of.add(alive.get(node));
                }
              }
              if (!of.isEmpty()) {
                holders.put(pack, Collections.unmodifiableSet(of));
              }
            });
    return Collections.unmodifiableMap(holders);
  }

  @Override
  public void publishHead(Head head) {
    writer.publish(head);
  }

  @Override
  public List<Head> heads(AccountId account) {
    Map<NodeId, Head> newest = new TreeMap<>();
    for (Stamped stamped : HeadLines.parse(reader.heads(account)).values()) {
      try {
        Head head = Json.readWhole(stamped.text(), Head.class);
        if (head.account().equals(account)) {
          add(newest, head);
        }
      } catch (HozonException damaged) {
        LOG.warn("a damaged head of account {} is left out", account, damaged);
      }
    }
    writer.waiting(account).forEach(head -> add(newest, head));
    return List.copyOf(new ArrayList<>(newest.values()));
  }

  private static void add(Map<NodeId, Head> newest, Head head) {
    newest.merge(head.machine(), head, (a, b) -> b.sequence() > a.sequence() ? b : a);
  }

  @Override
  public void rejoin(List<HostPort> discovery) {
    keeper.rejoin(discovery);
  }

  /** Leaves the mesh; takes less than two seconds. */
  @Override
  public void close() {
    writer.close();
    keeper.close();
    reader.close();
  }
}
