package org.hozon.guard.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PeerMessage;
import org.hozon.rules.DataDistance;
import org.hozon.rules.TrimChoice;

/** Decides, as the lead, which surplus copy goes, and asks its holder to drop it. */
final class Trims {
  private static final int AT_A_TIME = 16;
  private static final long RETRY_FIRST = 20_000;
  private static final long RETRY_MOST = 600_000;
  private static final long CUT_OFF_RETRY = 60_000;

  private final Context context;
  private final TreeSet<Held> ready = new TreeSet<>(Comparator.comparing((Held held) -> held.pack));
  private int asking;

  Trims(Context context) {
    this.context = context;
  }

  /** A pack has too many copies: plan when to lead the trim. */
  void consider(Held held, Standing standing, long now) {
    if (held.leaving != null) {
      return;
    }
    if (held.surplus == null) {
      held.surplus = new Surplus();
    }
    Surplus surplus = held.surplus;
    surplus.counted(standing.counting().size(), now);
    long due = surplus.since + context.settings.trimAfter().toMillis();
    long patience = context.settings.timing().patience().toMillis();
    long at = Math.max(surplus.notBefore, standing.turn(held, context.circle, due, patience));
    if (at > now) {
      ready.remove(held);
      context.agenda.look(held, at);
    } else {
      ready.add(held);
    }
  }

  void clear(Held held) {
    if (held.surplus != null) {
      held.surplus = null;
      ready.remove(held);
    }
  }

  void pump(long now) {
    if (ready.isEmpty()) {
      return;
    }
    boolean cutOff = context.circle.cutOff(now);
    while (asking < AT_A_TIME && !ready.isEmpty()) {
      Held held = ready.pollFirst();
      Surplus surplus = held.surplus;
      long wait = Math.min(RETRY_MOST, RETRY_FIRST << Math.min(surplus.attempts, 10));
      surplus.notBefore = now + (cutOff ? CUT_OFF_RETRY : wait);
      context.agenda.look(held, surplus.notBefore);
      if (!cutOff) {
        surplus.attempts++;
        decide(held, now);
      }
    }
  }

  /**
   * All that is too many goes at once: those that stay bind themselves for those that go, so a copy
   * let go of later would have to wait until that is over.
   */
  private void decide(Held held, long now) {
    Standing standing = Standing.of(held, context.circle);
    List<NodeProfile> holders = new ArrayList<>();
    List<NodeId> staying = new ArrayList<>(standing.counting());
    staying.addAll(standing.outside());
    for (NodeId holder : staying) {
      NodeProfile profile = context.circle.profile(holder);
      if (profile != null) {
        holders.add(profile);
      }
    }
    List<TrimChoice.Victim> victims = new ArrayList<>();
    Optional<TrimChoice.Victim> next = victim(held, holders);
    while (next.isPresent()) {
      NodeId victim = next.get().node();
      tell(held, victim, next.get().reason(), standing, staying.size(), now);
      victims.add(next.get());
      staying.remove(victim);
      holders.removeIf(holder -> holder.node().equals(victim));
      next = victim(held, holders);
    }
    Set<NodeId> remaining = new LinkedHashSet<>(Held.sorted(staying));
    for (TrimChoice.Victim victim : victims) {
      if (victim.node().equals(context.self)) {
        context.departures.surplus(held, victim.reason(), remaining, now);
      } else {
        ask(held, victim.node(), remaining);
      }
    }
  }

  private Optional<TrimChoice.Victim> victim(Held held, List<NodeProfile> holders) {
    return TrimChoice.victim(held.pack, held.policy, holders, node -> seconds(node, held.bytes));
  }

  private double seconds(NodeId node, long bytes) {
    return context.repairs.distances().distances(List.of(context.self), List.of(node)).stream()
        .mapToDouble(distance -> DataDistance.seconds(distance, bytes))
        .findFirst()
        .orElse(0);
  }

  private void ask(Held held, NodeId victim, Set<NodeId> remaining) {
    asking++;
    context.outbox.ask(
        victim,
        new PeerMessage.Trim(context.self, held.pack, held.epoch, remaining),
        new Outbox.Ending() {
          @Override
          public void replied(PeerMessage reply, long now) {
            asking--; // what came of it is told by the victim's notice
          }

          @Override
          public void failed(String reason, long now) {
            asking--;
          }
        });
  }

  private void tell(
      Held held, NodeId victim, String reason, Standing standing, int copies, long now) {
    if (held.surplus.attempts > 1) {
      return;
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("pack", held.pack.hex());
    facts.put("copies", standing.counting().size());
    facts.put("wanted", held.policy.copies());
    facts.put("holders", Diary.ids(standing.alive()));
    facts.put("victim", victim.value());
    facts.put("reason", reason);
    context.diary.write(
        now,
        "trim-decided",
        "Pack %s has %d copies and needs %d: the one on %s may go, because %s"
            .formatted(
                Diary.brief(held.pack),
                copies,
                held.policy.copies(),
                context.diary.name(victim),
                reason),
        facts);
  }
}
