package org.hozon.guard;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.store.NodeState;

/**
 * Keeps what other nodes announced of their absence, so that a node that is away is waited for even
 * when this one is restarted meanwhile. On the guard's thread only.
 */
final class Announcements {
  private static final String NAME = "away.";

  private final NodeState state;
  private final Map<NodeId, String> written = new HashMap<>();

  Announcements(NodeState state) {
    this.state = state;
  }

  /** A node said something of itself. */
  void heard(NodeProfile profile) {
    if (profile == null) {
      return;
    }
    String until = profile.awayUntil() == null ? "" : profile.awayUntil().toString();
    if (!until.equals(written.computeIfAbsent(profile.node(), this::read))) {
      state.put(NAME + profile.node(), until);
      written.put(profile.node(), until);
    }
  }

  private String read(NodeId node) {
    return state.get(NAME + node).orElse("");
  }

  /** Until when these are away, in milliseconds; only what lies in the future. */
  Map<NodeId, Long> of(Collection<NodeId> nodes, long now) {
    Map<NodeId, Long> until = new HashMap<>();
    for (NodeId node : nodes) {
      String text = read(node);
      long at = text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
      if (at > now) {
        until.put(node, at);
      }
    }
    return until;
  }
}
