package org.hozon.store;

import java.time.Instant;
import java.util.List;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;

/**
 * Peers this node has met: how to find the mesh again after a restart, in this house or any other.
 */
public interface Peers {
  /** A peer and where its data plane was last. */
  record Peer(NodeId node, HostPort data, Instant lastSeen) {}

  /** Records where a peer was seen; ignored when it was seen elsewhere later. */
  void put(Peer peer);

  /** All, last seen first. */
  List<Peer> all();
}
