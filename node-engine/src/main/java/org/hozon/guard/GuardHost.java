package org.hozon.guard;

import java.util.List;
import org.hozon.model.Distance;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.rules.Habits;

/** What the guard needs from the rest of its node. Called from many threads. */
public interface GuardHost {
  /**
   * May this pack come here?
   *
   * @return the quota left when it may
   * @throws org.hozon.store.StoreRefusal with the reason when not
   */
  long admit(PackTicket ticket) throws org.hozon.store.StoreRefusal;

  /** Keeps room for a pack until its ticket expires. */
  void reserve(PackTicket ticket) throws org.hozon.store.StoreRefusal;

  /** A co-holder was seen to go or to come back; must return at once. */
  default void seen(NodeId node, boolean up) {}

  /** A co-holder failed a proof and is to be relied on less; must return at once. */
  default void unproven(NodeId node) {}

  /** What is known of when a node usually is away; may read the disk. */
  default Habits habits(NodeId node) {
    return Habits.NONE;
  }

  /** A pack is here again without having been sent: record it under its ticket. */
  void stored(PackTicket ticket);

  /** The data distances from this node to others, measured where they can be. May take a second. */
  List<Distance> distances(List<NodeId> to);
}
