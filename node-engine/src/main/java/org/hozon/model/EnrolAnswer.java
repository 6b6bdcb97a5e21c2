package org.hozon.model;

import java.util.List;

/**
 * What a mesh's center answers to an {@link EnrolRequest}.
 *
 * @param state how it went
 * @param reason why not, in one sentence; empty when welcome
 * @param trust the authority and the accounts it certified, this one among them; empty unless
 *     welcome
 * @param join where nodes of the mesh can be met
 */
public record EnrolAnswer(State state, String reason, TrustBundle trust, List<HostPort> join) {
  /** How an enrolment went. */
  public enum State {
    WELCOME,
    /** Somebody has to approve it first; ask again later. */
    WAITING,
    REFUSED
  }

  public EnrolAnswer {
    reason = reason == null ? "" : reason;
    trust = trust == null ? TrustBundle.EMPTY : trust;
    join = join == null ? List.of() : List.copyOf(join);
  }

  /** Not welcome, or not yet. */
  public static EnrolAnswer no(State state, String reason) {
    return new EnrolAnswer(state, reason, TrustBundle.EMPTY, List.of());
  }
}
