package org.hozon.guard.machine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.HeldPack;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.rules.Habits;

/**
 * What happens to a guard. Every event carries its time in milliseconds; times never go backwards
 * for one machine, whatever the wall clock does. The {@link Membership} shows the state after the
 * event.
 */
public sealed interface GuardEvent {
  /** Milliseconds since the epoch. */
  long at();

  /** What was held when the node was last running; as many of these as needed, before Started. */
  record Restored(long at, List<HeldPack> packs) implements GuardEvent {}

  /** What co-holders told of packs whose policy was {@link HeldPack#UNKNOWN}; recorded already. */
  record Recollected(long at, List<HeldPack> packs) implements GuardEvent {}

  /** The watch begins; members alive now are met. */
  record Started(long at) implements GuardEvent {}

  /** A member is there (again). */
  record MemberJoined(long at, NodeId member) implements GuardEvent {}

  /** A member died or was cut off. */
  record MemberFailed(long at, NodeId member) implements GuardEvent {}

  /** A member said goodbye. */
  record MemberLeft(long at, NodeId member) implements GuardEvent {}

  /** A member's profile changed from {@code before} to {@code after}. */
  record MemberChanged(long at, NodeProfile before, NodeProfile after) implements GuardEvent {}

  /** A pack became durable here; it is recorded already. */
  record Stored(long at, PackTicket ticket) implements GuardEvent {}

  /** A {@link GuardCommand.Drop} came too late to be carried out: the pack is still here. */
  record Kept(long at, HeldPack pack) implements GuardEvent {}

  /** The bytes of a held pack are gone or damaged here. */
  record Damaged(long at, PackId pack) implements GuardEvent {}

  /** The owner gave a pack up; the signature has been checked. */
  record Released(long at, PackId pack) implements GuardEvent {}

  /** The owner asks something else of the holders; it is recorded already. */
  record PolicyChanged(long at, PackId pack, Policy policy) implements GuardEvent {}

  /** The mesh says that these nodes hold these packs, which are held here too. */
  record Hinted(long at, Map<PackId, Set<NodeId>> holders) implements GuardEvent {}

  /**
   * Another node asks something that the machine answers: {@link PeerMessage.HoldersNotice}, {@link
   * PeerMessage.Reconcile}, {@link PeerMessage.ConfirmHold}, {@link PeerMessage.AtWork}, {@link
   * PeerMessage.Trim} or {@link PeerMessage.Heartbeat}. A {@link GuardCommand.Answer} with the same
   * {@code request} follows at once.
   */
  record Asked(long at, long request, PeerMessage message) implements GuardEvent {}

  /** The reply to a {@link GuardCommand.Ask}. */
  record Replied(long at, long correlation, PeerMessage reply) implements GuardEvent {}

  /** A {@link GuardCommand.Ask} that got no reply. Each Ask ends in this or in Replied. */
  record Unanswered(long at, long correlation, String reason) implements GuardEvent {}

  /** The time asked for by {@link GuardCommand.WakeAt} has come; more of them do no harm. */
  record Woke(long at) implements GuardEvent {}

  /**
   * It is time to let co-holders prove what they hold.
   *
   * @param seed drawn so that nobody can foresee it: what is asked for follows from it
   * @param every how often it comes: the rarer, the more is asked for each time
   */
  record AuditDue(long at, long seed, Duration every) implements GuardEvent {}

  /**
   * What came of the heartbeats between this node and another of late; told when it changes, and as
   * often as one likes besides.
   *
   * @param since the last sign of life, in milliseconds
   */
  record Reach(long at, NodeId peer, Line line, long since) implements GuardEvent {
    /** Which way signs of life go. */
    public enum Line {
      /** It answers this node. */
      BOTH_WAYS,
      /** It asks this node and does not answer it. */
      INWARD_ONLY,
      /** Nothing comes. */
      SILENT
    }
  }

  /** What is known now of when nodes usually are away. */
  record Learned(long at, Map<NodeId, Habits> habits) implements GuardEvent {}

  /** A node announced, before this node was last stopped, that it is away until {@code until}. */
  record Announced(long at, NodeId node, long until) implements GuardEvent {}

  /** This node wants to leave: all it holds moves elsewhere. */
  record DrainBegun(long at) implements GuardEvent {}

  /** This node makes room: packs of at least so many bytes are to move elsewhere. */
  record ShedBegun(long at, long bytes) implements GuardEvent {}

  /** What has not moved stays. */
  record ShedEnded(long at) implements GuardEvent {}

  /** This node stays after all. */
  record DrainEnded(long at) implements GuardEvent {}
}
