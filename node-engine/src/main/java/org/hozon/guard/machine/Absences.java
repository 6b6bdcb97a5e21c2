package org.hozon.guard.machine;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.rules.Habits;
import org.hozon.rules.HoldOff;
import org.hozon.rules.Waiting;

/**
 * How long each node that is gone is waited for, by the copies left, by what it announced and by
 * its habits.
 */
final class Absences {
  /** From here on more copies left make no difference. */
  private static final int MANY = 3;

  private final Context context;
  private final Map<NodeId, Habits> habits = new HashMap<>();
  private final Map<NodeId, Long> announced = new HashMap<>();
  private final Map<NodeId, Waiting[]> waiting = new HashMap<>();

  Absences(Context context) {
    this.context = context;
  }

  void learned(Map<NodeId, Habits> news) {
    habits.putAll(news);
    waiting.clear();
  }

  void announced(NodeId node, long until) {
    announced.put(node, until);
    waiting.remove(node);
  }

  /**
   * A member spoke of itself. What it announces is kept even when nothing is shared with it: that
   * may change while it is away.
   */
  void said(NodeProfile profile) {
    if (profile.awayUntil() != null) {
      announced(profile.node(), profile.awayUntil().toEpochMilli());
    } else if (announced.remove(profile.node()) != null) {
      waiting.remove(profile.node());
    }
  }

  /** It went or came: what was computed for it no longer holds. */
  void changed(NodeId node) {
    waiting.remove(node);
  }

  /** It is there and speaks for itself again. */
  void back(NodeId node) {
    announced.remove(node);
    waiting.remove(node);
  }

  /** How long a node that is not alive is waited for with that many copies left. */
  Waiting waiting(NodeId node, int copiesLeft, long now) {
    int left = Math.max(0, Math.min(MANY, copiesLeft));
    Waiting[] all = waiting.computeIfAbsent(node, n -> new Waiting[MANY + 1]);
    if (all[left] == null) {
      HoldOff.Missed missed =
          new HoldOff.Missed(
              context.circle.downSince(node, now),
              context.circle.goodbye(node),
              announcedUntil(node),
              habits.getOrDefault(node, Habits.NONE));
      all[left] = context.settings.holdOff().waiting(left, missed);
    }
    return all[left];
  }

  private long announcedUntil(NodeId node) {
    NodeProfile last = context.circle.last(node);
    long said = last == null || last.awayUntil() == null ? 0 : last.awayUntil().toEpochMilli();
    return Math.max(said, announced.getOrDefault(node, 0L));
  }

  /**
   * Says how long a node that has just gone is waited for.
   *
   * @param shared the packs it holds with this node
   * @return when it is no longer waited for
   */
  long tell(NodeId node, List<Held> shared, long now) {
    Map<Integer, Integer> packs = new TreeMap<>();
    for (Held held : shared) {
      if (held.holders.contains(node)) {
        int left = Standing.of(held, context.circle).counting().size();
        packs.merge(Math.max(0, Math.min(MANY, left)), 1, Integer::sum);
      }
    }
    long last = now;
    Map<String, Object> facts = new LinkedHashMap<>();
    StringBuilder words = new StringBuilder();
    for (Map.Entry<Integer, Integer> entry : packs.entrySet()) {
      Waiting one = waiting(node, entry.getKey(), now);
      long wait = Math.max(0, one.until() - now);
      last = Math.max(last, one.until());
      facts.put(
          "copiesLeft" + entry.getKey(),
          Map.of("packs", entry.getValue(), "waitSeconds", wait / 1000.0, "why", one.why()));
      words.append(words.length() == 0 ? "" : "; ").append(sentence(entry, wait, one.why()));
    }
    if (last > now) {
      facts.put("node", node.value());
      facts.put("until", java.time.Instant.ofEpochMilli(last).toString());
      context.diary.write(
          now, "hold-off", "Waiting for %s: %s".formatted(context.diary.name(node), words), facts);
    }
    return last;
  }

  private static String sentence(Map.Entry<Integer, Integer> entry, long wait, String why) {
    int left = entry.getKey();
    String copies = left == 1 ? "1 copy" : left + (left == MANY ? " or more copies" : " copies");
    return "%s with %s left, %s, because %s"
        .formatted(
            Diary.packs(entry.getValue()),
            copies,
            wait == 0 ? "at once" : "for " + Diary.span(Duration.ofMillis(wait)),
            why);
  }
}
