package org.hozon.guard.machine;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/** A membership kept by joins and departures. Not thread-safe. */
public final class MemberTable implements Membership {
  private final SortedMap<NodeId, NodeProfile> members = new TreeMap<>();

  /** Adds a member or replaces its profile; returns the former profile or null. */
  public NodeProfile put(NodeProfile member) {
    return members.put(member.node(), member);
  }

  /** Takes a member out; returns its profile or null. */
  public NodeProfile remove(NodeId member) {
    return members.remove(member);
  }

  @Override
  public NodeProfile profile(NodeId node) {
    return members.get(node);
  }

  @Override
  public Collection<NodeProfile> alive() {
    return Collections.unmodifiableCollection(members.values());
  }
}
