package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hozon.model.NodeProfile;
import org.hozon.provide.Offer;
import org.hozon.store.NodeState;

/** This node's newest profile, made anew when the offer, what is used of it or its room change. */
final class ProfileBoard {
  static final String SEQUENCE = "profile";
  private static final String AWAY = "profile.away";

  /** Room that the rest of the disk makes or takes; smaller changes are not worth telling. */
  private static final long WORTH_TELLING = 32L << 20;

  /** What the node's own files take changes with each note in the database, of this one too. */
  private static final long OWN_FILES = 1L << 20;

  private static final Duration OWN_FILES_EVERY = Duration.ofMinutes(1);

  private final NodeState state;
  private final Clock clock;
  private final UnaryOperator<NodeProfile> signer;
  private volatile NodeProfile profile;
  private volatile Instant away;

  /**
   * A board.
   *
   * @param identity the profile's fields that do not change while the node runs
   * @param signer signs as this node
   */
  ProfileBoard(
      NodeProfile identity, NodeState state, Clock clock, UnaryOperator<NodeProfile> signer) {
    this.signer = signer;
    this.profile = identity;
    this.state = state;
    this.clock = clock;
    this.away = state.get(AWAY).filter(text -> !text.isEmpty()).map(Instant::parse).orElse(null);
  }

  /** Until when this node is announced to be away; null when that is over or was never said. */
  Instant awayUntil() {
    Instant until = away;
    return until != null && until.isAfter(clock.instant()) ? until : null;
  }

  /** Announces an absence, null for none; told with the next profile, and kept over restarts. */
  void announce(Instant until) {
    state.put(AWAY, until == null ? "" : until.toString());
    away = until;
  }

  NodeProfile profile() {
    return profile;
  }

  /** Makes a new profile if it differs, and tells it. */
  synchronized void refresh(Offer offer, Consumer<NodeProfile> tell) {
    NodeProfile last = profile;
    long offered = offer.offered();
    long used = offer.used();
    long room = offer.room();
    boolean draining = offer.draining();
    Instant until = awayUntil();
    boolean same =
        last.sequence() > 0
            && last.offeredBytes() == offered
            && !usedWorthTelling(last, used)
            && last.draining() == draining
            && Objects.equals(last.awayUntil(), until)
            && !worthTelling(last.roomBytes(), room);
    if (same) {
      return;
    }
    NodeProfile unsigned =
        new NodeProfile(
            last.node(),
            last.name(),
            last.account(),
            last.region(),
            last.site(),
            last.rank(),
            offered,
            used,
            room,
            draining,
            last.data(),
            last.publicKey(),
            last.version(),
            state.next(SEQUENCE),
            clock.instant(),
            until,
            "");
    profile = signer.apply(unsigned);
    tell.accept(profile);
  }

  private boolean usedWorthTelling(NodeProfile last, long used) {
    long change = Math.abs(used - last.usedBytes());
    Instant now = clock.instant();
    boolean lately = !now.isBefore(last.at()) && now.isBefore(last.at().plus(OWN_FILES_EVERY));
    return change >= OWN_FILES || (change > 0 && !lately);
  }

  private static boolean worthTelling(long last, long now) {
    long change = Math.abs(now - last);
    return change >= WORTH_TELLING || (change > 0 && Math.min(last, now) < WORTH_TELLING);
  }
}
