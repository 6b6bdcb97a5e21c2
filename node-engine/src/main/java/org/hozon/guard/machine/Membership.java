package org.hozon.guard.machine;

import java.util.Collection;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/**
 * The members alive as one node sees them. The machine only reads it, and only while it handles an
 * event, so that thousands of simulated nodes can share one table. Must iterate in an order that is
 * the same in every run.
 */
public interface Membership {
  /** The profile of a member that is alive; null when it is not. */
  NodeProfile profile(NodeId node);

  /** All members alive, this node included. */
  Collection<NodeProfile> alive();
}
