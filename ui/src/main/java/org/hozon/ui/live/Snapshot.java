package org.hozon.ui.live;

import java.time.Instant;
import java.util.List;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.HeldReport;
import org.hozon.model.NodeReport;
import org.hozon.model.StatusReport;

/**
 * The node as it was last seen; what is not known yet is null.
 *
 * @param state how it is
 * @param at when it was looked at
 * @param trouble why it cannot be reached; null when it can
 * @param status its own and its account's figures
 * @param nodes members of the mesh
 * @param held what it holds for others
 * @param deposits what is kept, with the copies there are
 * @param activity the newest events, newest first
 * @param alerts what goes on and what ended in the last day
 */
public record Snapshot(
    State state,
    Instant at,
    RuntimeException trouble,
    StatusReport status,
    List<NodeReport> nodes,
    HeldReport held,
    List<DepositHealth> deposits,
    List<Activity> activity,
    List<Alert> alerts) {
  /** How the node is, as the window sees it. */
  public enum State {
    /** It starts and does not answer yet. */
    STARTING,
    /** It answers. */
    SERVING,
    /** It answered before and does not now. */
    AWAY
  }

  /** Before the first answer. */
  public static Snapshot starting(Instant at) {
    return new Snapshot(State.STARTING, at, null, null, null, null, null, List.of(), List.of());
  }

  /** The same figures, of a node that no longer answers. */
  public Snapshot away(Instant now, RuntimeException why) {
    return new Snapshot(State.AWAY, now, why, status, nodes, held, deposits, activity, alerts);
  }
}
