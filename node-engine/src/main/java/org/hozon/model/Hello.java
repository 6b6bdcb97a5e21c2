package org.hozon.model;

import java.util.List;

/**
 * What a node says of itself and its mesh to whoever knocks at its data plane; a newcomer joins
 * with it, and nodes of two halves of a mesh recognise each other by it.
 *
 * @param profile the node
 * @param discovery where its embedded Ignite listens for joining nodes; empty while it has none
 * @param clusterId names the Ignite cluster the node is in: equal for all its members
 * @param clusterSize how many members that cluster has
 * @param members all members' profiles the node sees now
 */
public record Hello(
    NodeProfile profile,
    List<HostPort> discovery,
    String clusterId,
    int clusterSize,
    List<NodeProfile> members) {
  public Hello {
    discovery = List.copyOf(discovery);
    members = List.copyOf(members);
  }
}
