package org.hozon.guard;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.Alert;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Sizes;
import org.hozon.store.Database;
import org.hozon.store.PackInspector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows packs whose copy here was lost until as many nodes hold them as their policy asks for,
 * and tells of it as one alert with its progress and its end. Outlives a restart.
 */
final class Mending {
  private static final Logger LOG = LoggerFactory.getLogger(Mending.class);
  private static final String STATE = "guard.mending";
  private static final int BATCH = 500;
  private static final Duration LONGEST = Duration.ofDays(7);

  /**
   * A pack on the mend.
   *
   * @param others who else held it when the copy here was lost
   * @param damaged true when the file was wrong, false when it was missing
   * @param mended true when it is whole again
   * @param place where the new copy is; empty until it is whole
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Case(
      PackId pack,
      long bytes,
      int copies,
      List<NodeId> others,
      boolean damaged,
      Instant found,
      boolean mended,
      List<NodeId> place) {
    Case wholeOn(List<NodeId> fresh) {
      return new Case(pack, bytes, copies, others, damaged, found, true, fresh);
    }
  }

  private final NodeId self;
  private final Database database;
  private final PackInspector inspector;
  private final Mesh mesh;
  private final PeerClient peers;
  private final InstantSource clock;
  private final Map<PackId, Case> cases = new TreeMap<>();
  private boolean changed;

  Mending(
      NodeId self,
      Database database,
      PackInspector inspector,
      Mesh mesh,
      PeerClient peers,
      InstantSource clock) {
    this.self = self;
    this.database = database;
    this.inspector = inspector;
    this.mesh = mesh;
    this.peers = peers;
    this.clock = clock;
    load();
  }

  /** The copy of a pack here is given up. */
  synchronized void lost(HeldPack held) {
    List<NodeId> others = held.holders().stream().filter(n -> !n.equals(self)).sorted().toList();
    boolean damaged = inspector.aside().containsKey(held.pack());
    cases.put(
        held.pack(),
        new Case(
            held.pack(),
            held.bytes(),
            held.policy().copies(),
            others,
            damaged,
            clock.instant(),
            false,
            List.of()));
    changed = true;
  }

  /** Asks the members who holds what is on the mend, and brings the alert up to date. */
  void look() {
    tell(); // of the damage first, even if it is mended already
    List<Case> open;
    synchronized (this) {
      open = cases.values().stream().filter(c -> !c.mended()).toList();
    }
    if (!open.isEmpty()) {
      settle(open, holders(open.stream().map(Case::pack).toList()));
    }
    tell();
  }

  private Map<PackId, Set<NodeId>> holders(List<PackId> packs) {
    Map<PackId, Set<NodeId>> holders = new TreeMap<>();
    packs.forEach(pack -> holders.put(pack, new LinkedHashSet<>()));
    for (NodeProfile member : mesh.members().values()) {
      PeerClient.Peer peer = new PeerClient.Peer(member.node(), member.data());
      for (int from = 0; from < packs.size(); from += BATCH) {
        try {
          peers
              .holds(peer, packs.subList(from, Math.min(packs.size(), from + BATCH)))
              .forEach(pack -> holders.get(pack).add(member.node()));
        } catch (IOException silent) {
          LOG.debug("{} does not say what it holds", member.node(), silent);
          break;
        }
      }
    }
    return holders;
  }

  private synchronized void settle(List<Case> open, Map<PackId, Set<NodeId>> holders) {
    Instant now = clock.instant();
    for (Case one : open) {
      Set<NodeId> on = holders.get(one.pack());
      if (on.size() >= one.copies()) {
        List<NodeId> fresh = on.stream().filter(n -> !one.others().contains(n)).sorted().toList();
        cases.put(one.pack(), one.wholeOn(fresh));
        inspector.discardAside(one.pack());
        changed = true;
      } else if (on.isEmpty() && one.found().plus(LONGEST).isBefore(now)) {
        // Given up by its owner meanwhile, or gone everywhere: its owner's node tells which.
        cases.remove(one.pack());
        inspector.discardAside(one.pack());
        changed = true;
      }
    }
  }

  private synchronized void tell() {
    if (!changed) {
      return;
    }
    changed = false;
    List<Case> open = cases.values().stream().filter(c -> !c.mended()).toList();
    if (open.isEmpty()) {
      String end = cases.isEmpty() ? "Nothing is left to be made anew." : ended();
      database.alerts().end(Alert.Cause.DAMAGE_FOUND, "", end);
      cases.clear();
    } else {
      raise(open);
    }
    save();
  }

  private void raise(List<Case> open) {
    long bytes = cases.values().stream().mapToLong(Case::bytes).sum();
    long damaged = cases.values().stream().filter(Case::damaged).count();
    int mended = cases.size() - open.size();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("packs", cases.size());
    facts.put("bytes", bytes);
    facts.put("damaged", damaged);
    facts.put("missing", cases.size() - damaged);
    facts.put("mended", mended);
    facts.put(Alert.DONE, mended / (double) cases.size());
    facts.put("examples", cases.keySet().stream().limit(10).map(PackId::hex).toList());
    database
        .alerts()
        .raise(
            Alert.Cause.DAMAGE_FOUND,
            "",
            Alert.Severity.WARNING,
            ("%s held here (%s) %s found damaged or missing on this disk. The other holders make"
                    + " new copies by themselves; %d of %d are whole again. If this happens again,"
                    + " have the disk looked at.")
                .formatted(
                    packs(cases.size()),
                    Sizes.format(bytes),
                    cases.size() == 1 ? "was" : "were",
                    mended,
                    cases.size()),
            facts);
  }

  private String ended() {
    Set<NodeId> sources = new HashSet<>();
    Set<NodeId> places = new HashSet<>();
    cases.values().forEach(c -> sources.addAll(c.others()));
    cases.values().forEach(c -> places.addAll(c.place()));
    String text =
        "%s that had been damaged or missing here %s whole again"
            .formatted(packs(cases.size()), cases.size() == 1 ? "is" : "are");
    if (!places.isEmpty()) {
      text += ": copied from the good copies on %s to %s".formatted(names(sources), names(places));
    }
    return text + ".";
  }

  private String names(Set<NodeId> nodes) {
    Map<NodeId, NodeProfile> members = mesh.members();
    return nodes.stream()
        .sorted()
        .map(
            node ->
                members.containsKey(node) ? members.get(node).name() : node.value().substring(0, 8))
        .collect(Collectors.joining(", "));
  }

  private static String packs(int count) {
    return count == 1 ? "1 pack" : count + " packs";
  }

  private void load() {
    try {
      String kept = database.state().get(STATE).orElse("");
      if (!kept.isEmpty()) {
        for (Case one : Json.read(kept, Case[].class)) {
          cases.put(one.pack(), one);
        }
        changed = true;
      }
    } catch (HozonException unreadable) {
      LOG.warn("What was on the mend before the start is not known", unreadable);
    }
  }

  private void save() {
    try {
      database.state().put(STATE, Json.write(new ArrayList<>(cases.values())));
    } catch (HozonException later) {
      LOG.debug("What is on the mend is written down later", later);
      changed = true;
    }
  }
}
