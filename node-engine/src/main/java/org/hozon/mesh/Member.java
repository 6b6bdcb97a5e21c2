package org.hozon.mesh;

import java.util.UUID;
import org.hozon.model.HostPort;
import org.hozon.model.NodeProfile;

/**
 * One life of a node in the cluster.
 *
 * @param life changes with every start of the node's embedded Ignite
 * @param order grows with each node that joins: the smallest is the oldest member
 * @param profile what it last said of itself
 * @param discovery where its Ignite takes joining nodes
 */
record Member(UUID life, long order, NodeProfile profile, HostPort discovery) {
  Member with(NodeProfile newer) {
    return new Member(life, order, newer, discovery);
  }
}
