package org.hozon.mesh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what Ignite reports about its nodes into what happens to members: a plain state without
 * threads. Nothing is ever said of the own node, and a node that came back before its former life
 * was noticed dead has failed first and joined then. Every member can write the shared map: whose
 * profile is not genuine is no member, and what is said in another's name is left out.
 */
final class Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final NodeId self;
  private final Predicate<NodeProfile> genuine;
  private final Map<NodeId, Member> others = new TreeMap<>();
  private Member own;

  /**
   * Knows nobody yet.
   *
   * @param genuine tells whether a profile is of the node it names
   */
  Membership(NodeId self, Predicate<NodeProfile> genuine) {
    this.self = self;
    this.genuine = genuine;
  }

  private boolean believed(NodeProfile profile) {
    boolean believed = genuine.test(profile);
    if (!believed) {
      LOG.warn("a profile in the name of {} is not signed by it and was refused", profile.node());
    }
    return believed;
  }

  /** A node came; nothing happens when it is known already. */
  List<MemberEvent> joined(Member member) {
    NodeId node = member.profile().node();
    if (node.equals(self)) {
      return List.of();
    }
    Member before = others.get(node);
    if (before != null && before.order() >= member.order()) {
      return List.of();
    }
    if (!believed(member.profile())) {
      return List.of();
    }
    List<MemberEvent> events = new ArrayList<>();
    if (before != null) {
      events.add(new MemberEvent.Failed(node));
    }
    others.put(node, member);
    events.add(new MemberEvent.Joined(member.profile()));
    return events;
  }

  /** A node went, with or without a goodbye; nothing happens when that life is over already. */
  List<MemberEvent> departed(UUID life, boolean goodbye) {
    for (Member member : others.values()) {
      if (member.life().equals(life)) {
        NodeId node = member.profile().node();
        others.remove(node);
        return List.of(goodbye ? new MemberEvent.Left(node) : new MemberEvent.Failed(node));
      }
    }
    return List.of();
  }

  /** A node said something of itself; nothing happens when it is stale or not of a member. */
  List<MemberEvent> said(NodeProfile profile) {
    Member member = others.get(profile.node());
    if (member == null || member.profile().sequence() >= profile.sequence() || !believed(profile)) {
      return List.of();
    }
    others.put(profile.node(), member.with(profile));
    return List.of(new MemberEvent.Changed(profile));
  }

  /**
   * The own Ignite started (again) and sees exactly these nodes: who is not there any more has
   * failed.
   */
  List<MemberEvent> restarted(UUID ownLife, Collection<Member> present) {
    Map<NodeId, Member> now = new TreeMap<>();
    for (Member member : present) {
      if (member.life().equals(ownLife)) {
        own = member;
      } else if (!member.profile().node().equals(self) && believed(member.profile())) {
        now.merge(member.profile().node(), member, (a, b) -> a.order() >= b.order() ? a : b);
      }
    }
    Map<NodeId, Member> before = new HashMap<>(others);
    List<MemberEvent> events = new ArrayList<>();
    others.clear();
    before.keySet().stream()
        .filter(node -> !now.containsKey(node))
        .sorted()
        .forEach(node -> events.add(new MemberEvent.Failed(node)));
    for (Member member : now.values()) {
      Member known = before.get(member.profile().node());
      if (known == null) {
        others.put(member.profile().node(), member);
        events.add(new MemberEvent.Joined(member.profile()));
      } else {
        boolean newer = member.profile().sequence() > known.profile().sequence();
        others.put(member.profile().node(), newer ? member : member.with(known.profile()));
        if (newer) {
          events.add(new MemberEvent.Changed(member.profile()));
        }
      }
    }
    return events;
  }

  /** The present life of another member; null when it is none. */
  UUID lifeOf(NodeId node) {
    Member member = others.get(node);
    return member == null ? null : member.life();
  }

  /** The others' newest profiles. */
  Map<NodeId, NodeProfile> profiles() {
    Map<NodeId, NodeProfile> profiles = new TreeMap<>();
    others.forEach((node, member) -> profiles.put(node, member.profile()));
    return profiles;
  }

  /** Where the others' Ignites take joining nodes, oldest member first. */
  List<HostPort> doors() {
    return others.values().stream()
        .sorted(Comparator.comparingLong(Member::order))
        .map(Member::discovery)
        .toList();
  }

  /** The life of the oldest member: the same for all that are in one cluster. */
  UUID oldest() {
    Member oldest = own;
    for (Member member : others.values()) {
      if (oldest == null || member.order() < oldest.order()) {
        oldest = member;
      }
    }
    return oldest == null ? null : oldest.life();
  }

  boolean ownIsOldest() {
    return own != null && own.life().equals(oldest());
  }
}
