package org.hozon.guard.machine;

import java.util.List;
import java.util.Set;
import org.hozon.model.Activity;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.WatchState;

/** What a guard machine wants done, to be carried out in the order given. */
public sealed interface GuardCommand {
  /**
   * Ask a node, which may be this one, and feed back {@link GuardEvent.Replied} or {@link
   * GuardEvent.Unanswered} with the same correlation, exactly one of both, whenever it comes.
   */
  record Ask(long correlation, NodeId peer, PeerMessage message) implements GuardCommand {}

  /** Reply to {@link GuardEvent.Asked}. */
  record Answer(long request, PeerMessage reply) implements GuardCommand {}

  /** Record a newer placement of a pack held here. */
  record SetHolders(PackId pack, long epoch, Set<NodeId> holders) implements GuardCommand {}

  /**
   * Drop a pack: forget it and remove its file. Not after {@code validUntil} (milliseconds, same
   * clock as the events): the other holders' word has run out then, and {@link GuardEvent.Kept}
   * tells the machine so.
   */
  record Drop(PackId pack, Why why, long validUntil) implements GuardCommand {
    /** Why a pack is dropped. */
    public enum Why {
      /** It was a surplus copy. */
      SURPLUS,
      /** This node leaves and enough others hold it. */
      DRAINED,
      /** Its owner gave it up. */
      RELEASED,
      /** Its bytes are gone or damaged. */
      DAMAGED
    }
  }

  /** Record that another holder has proven its copies at a moment (milliseconds). */
  record Proven(NodeId holder, List<PackId> packs, long at) implements GuardCommand {}

  /** A co-holder failed a proof: rely on it less than on others for a while. */
  record Unproven(NodeId holder) implements GuardCommand {}

  /** Write into the activity log. */
  record Log(Activity activity) implements GuardCommand {}

  /** Show, and write down, how a co-holder stands in this node's eyes from now on. */
  record Judge(NodeId node, WatchState state) implements GuardCommand {}

  /** Feed {@link GuardEvent.Woke} at this time; replaces an earlier wish. */
  record WakeAt(long at) implements GuardCommand {}
}
