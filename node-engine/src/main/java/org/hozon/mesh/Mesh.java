package org.hozon.mesh;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;

/**
 * The servers together, as this node sees them: a view in memory, a hint wherever a promise is at
 * stake. All calls are safe at any time; while the embedded Ignite restarts they answer from what
 * was last known or do nothing, and everything is reported again afterwards.
 */
public interface Mesh extends AutoCloseable {
  /**
   * Takes what happens to the other members, never to this node; called one at a time, in order,
   * from one thread of the mesh.
   */
  interface Listener {
    /** It is a member; also told of a node that came back, after it failed or left. */
    void joined(NodeProfile member);

    /** It died or was cut off, also when it was back so soon that nobody missed it. */
    void failed(NodeId member);

    /** It said goodbye. */
    void left(NodeId member);

    void changed(NodeProfile member);

    /** The embedded Ignite is (again) part of a cluster: report inventory and heads. */
    void rejoined();

    /** Entries of a map were lost: report inventory and heads. */
    void entriesLost();
  }

  /**
   * Adds a listener, which first takes {@code joined} for each other member there is and {@code
   * rejoined}, and then what happens from there on: nothing is missed between.
   */
  void listen(Listener listener);

  /** All members that are alive now, this node included. */
  Map<NodeId, NodeProfile> members();

  /**
   * Tells the mesh this node's newest profile.
   *
   * @param self its {@code sequence} is higher than that of every profile this node ever published
   */
  void publish(NodeProfile self);

  /** Where this node's Ignite takes joining nodes; empty while it restarts. */
  List<HostPort> discovery();

  /**
   * Names the cluster this node is in: equal for all its members, different for two clusters, also
   * for two halves of a former one. It changes when the oldest member goes, for all members within
   * the same moment: two nodes are of different clusters when their names differ <em>and</em>
   * neither has the other among its members.
   */
  String clusterId();

  /** Tells the mesh that this node holds these packs; soon, without waiting for it. */
  void reportHeld(Collection<PackId> packs);

  /** Tells the mesh that this node no longer holds these packs. */
  void reportDropped(Collection<PackId> packs);

  /** Who says to hold these packs; dead members are left out. A pack nobody holds has no entry. */
  Map<PackId, Set<NodeId>> holders(Collection<PackId> packs);

  /** Puts a head into the shared map unless a newer one is there. */
  void publishHead(Head head);

  /** The heads of an account in the shared map. */
  List<Head> heads(AccountId account);

  /**
   * Leaves the present cluster and joins the one found at these addresses; returns when in, at once
   * when one of them is of a present member.
   *
   * @throws org.hozon.model.HozonException of kind FAILED when none answers: the node then stays
   *     where it is
   */
  void rejoin(List<HostPort> discovery);

  /**
   * Puts a member that was shut out out of the cluster: it stays one until its connections end.
   * Nothing happens when it is none.
   */
  void expel(NodeId node);

  @Override
  void close();
}
