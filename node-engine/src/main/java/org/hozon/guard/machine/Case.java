package org.hozon.guard.machine;

import java.util.Set;
import java.util.TreeSet;
import org.hozon.model.NodeId;
import org.hozon.model.WatchState;

/** What is known of a co-holder with which something is not as usual. */
final class Case {
  /** The others being asked whether they see it. */
  static final class Vote {
    final int asked;
    int unanswered;
    int seen;
    int missed;

    Vote(int asked) {
      this.asked = asked;
      this.unanswered = asked;
    }

    int answered() {
      return seen + missed;
    }

    /** Most of those that could tell do not see it; or nobody could tell. */
    boolean agrees() {
      return 2 * missed > answered() || answered() == 0;
    }
  }

  WatchState state = WatchState.ALIVE;

  /** The last sign of life on the data plane; {@link Held#NEVER} while it answers. */
  long silentSince = Held.NEVER;

  /** When the mesh lost sight of it; {@link Held#NEVER} while the mesh shows it. */
  long missedAt = Held.NEVER;

  /** When it went with a goodbye; {@link Held#NEVER} when it did not. */
  long leftAt = Held.NEVER;

  /** It is silent only to this node's questions; it asks by itself. */
  boolean inward;

  /** It is being asked whether it answers. */
  boolean checking;

  /** The next vote is on the agenda. */
  boolean planned;

  /** Null when none is under way. */
  Vote vote;

  /** Votes in which nobody answered. */
  int unheard;

  /** Votes by which it is down although the mesh shows it. */
  int reviews;

  /** Votes in a row by which others see it. The first may rest on what they saw before it went. */
  int seenByOthers;

  /** Those who saw it when they were last asked. */
  final Set<NodeId> witnesses = new TreeSet<>();

  boolean silent() {
    return silentSince != Held.NEVER;
  }

  /** Certainly there, if not in reach of this node. */
  boolean vouched() {
    return inward || seenByOthers > 1;
  }

  boolean missed() {
    return missedAt != Held.NEVER;
  }

  /**
   * When the last sign of it came, from where ever: a node that answered on after the mesh had lost
   * it was there until it fell silent.
   */
  long since() {
    return silent() ? silentSince : missedAt;
  }

  /** Another was asked whether it sees it. */
  void witness(NodeId other, boolean seen) {
    if (seen) {
      witnesses.add(other);
    } else {
      witnesses.remove(other);
    }
  }

  /** It answers. */
  void answers() {
    silentSince = Held.NEVER;
    inward = false;
    checking = false;
    planned = false;
    vote = null;
    unheard = 0;
    reviews = 0;
    seenByOthers = 0;
    witnesses.clear();
  }
}
