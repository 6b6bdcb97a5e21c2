package org.hozon.guard.machine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.model.NodeId;

/** Tells in the activity log how co-holders stand, with the figures it was judged by. */
final class WatchStory {
  private final Diary diary;

  WatchStory(Diary diary) {
    this.diary = diary;
  }

  void suspect(NodeId node, Case one, long now) {
    Map<String, Object> facts = facts(node, one, now);
    facts.put("heard", one.inward);
    diary.write(
        now,
        "member-suspect",
        one.inward
            ? "%s does not answer this node any more, though this node hears it: others are preferred as senders and receivers"
                .formatted(diary.name(node))
            : "%s has given no sign of life for %s and is suspected"
                .formatted(diary.name(node), span(now - one.silentSince)),
        facts);
  }

  void seenByOthers(NodeId node, Case one, Case.Vote vote, long now) {
    Map<String, Object> facts = votes(facts(node, one, now), vote);
    diary.write(
        now,
        "member-unreachable",
        "%s cannot be reached from here for %s, but %d of %d other holders that answered see it: it does not count as lost, and others are preferred as senders and receivers"
            .formatted(diary.name(node), span(now - one.since()), vote.seen, vote.answered()),
        facts);
  }

  void down(NodeId node, Case one, Case.Vote vote, int shared, long now) {
    Map<String, Object> facts = votes(facts(node, one, now), vote);
    facts.put("sharedPacks", shared);
    facts.put("seenBy", one.missed() ? "mesh and heartbeats" : "heartbeats");
    diary.write(
        now,
        "member-failed",
        "%s failed or is out of reach; it shares %s with this node (silent for %s%s; %s)"
            .formatted(
                diary.name(node),
                Diary.packs(shared),
                span(now - one.since()),
                one.missed() ? " and gone from the mesh" : ", while the mesh still shows it",
                agreed(vote)),
        facts);
  }

  private static String agreed(Case.Vote vote) {
    return vote.answered() == 0
        ? "no other holder could be asked"
        : "%d of %d other holders that answered do not see it either"
            .formatted(vote.missed, vote.answered());
  }

  void left(NodeId node, int shared, long now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", node.value());
    facts.put("sharedPacks", shared);
    diary.write(
        now,
        "member-left",
        "%s has stopped; it shares %s with this node"
            .formatted(diary.name(node), Diary.packs(shared)),
        facts);
  }

  void apart(NodeId node, long now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", node.value());
    diary.write(
        now,
        "member-apart",
        "The mesh has lost sight of %s, but it answers here: its copies count as they did"
            .formatted(diary.name(node)),
        facts);
  }

  void back(NodeId node, long since, boolean gone, long now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", node.value());
    facts.put("silentSeconds", seconds(now - since));
    facts.put("wasDown", gone);
    diary.write(
        now,
        "member-back",
        "%s answers again after %s".formatted(diary.name(node), span(now - since)),
        facts);
  }

  void out(NodeId node, Case one, int shared, long now) {
    Map<String, Object> facts = facts(node, one, now);
    facts.put("sharedPacks", shared);
    diary.write(
        now,
        "member-out",
        "%s has been gone for %s and is not waited for any more"
            .formatted(diary.name(node), span(now - one.since())),
        facts);
  }

  private static Map<String, Object> facts(NodeId node, Case one, long now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("node", node.value());
    facts.put("silentSeconds", seconds(now - one.since()));
    facts.put("inMesh", !one.missed());
    return facts;
  }

  private static Map<String, Object> votes(Map<String, Object> facts, Case.Vote vote) {
    facts.put("asked", vote.asked);
    facts.put("agreed", vote.missed);
    facts.put("seen", vote.seen);
    return facts;
  }

  private static double seconds(long millis) {
    return Math.max(0, millis) / 1000.0;
  }

  private static String span(long millis) {
    return Diary.span(Duration.ofMillis(Math.max(0, millis)));
  }
}
