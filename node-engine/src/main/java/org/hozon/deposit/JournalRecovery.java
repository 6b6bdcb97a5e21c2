package org.hozon.deposit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;
import org.hozon.model.Receipt;
import org.hozon.rules.Placement;
import org.hozon.store.UploadJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what an interrupted deposit left in the journal to an end: packs that holders have are
 * counted, those that too few have are copied from holder to holder, the rest is released.
 */
final class JournalRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(JournalRecovery.class);
  private static final long SECOND_EPOCH = 2;

  private final Parts parts;
  private final Locations locations;
  private final Courier courier;

  JournalRecovery(Parts parts, Threads threads, Locations locations) {
    this.parts = parts;
    this.locations = locations;
    courier = new Courier(parts, threads);
  }

  /**
   * Works through the open entries.
   *
   * @param policy what was asked of the holders of these packs
   */
  void run(Policy policy) {
    List<UploadJournal.Entry> open = parts.journal().open();
    if (open.isEmpty()) {
      return;
    }
    List<PackId> packs = open.stream().map(UploadJournal.Entry::pack).toList();
    Locations.Presence presence = locations.asked(packs);
    int adopted = 0;
    for (UploadJournal.Entry entry : open) {
      Set<NodeId> holders = new HashSet<>(presence.holders().getOrDefault(entry.pack(), Set.of()));
      holders.remove(parts.self());
      // A receipt is proof until its holder says otherwise.
      entry.receipts().stream()
          .map(Receipt::holder)
          .filter(presence.silent()::contains)
          .forEach(holders::add);
      if (settle(entry, holders, policy)) {
        adopted++;
      }
    }
    LOG.info(
        "{} of {} packs of an interrupted deposit need not be sent again", adopted, open.size());
    parts.tell(
        "deposit-resumed",
        "An interrupted deposit goes on; what holders have is not sent again.",
        Map.of("packs", open.size(), "kept", adopted));
  }

  /**
   * Gives up packs that no version needs: what a killed run sent and a later one had no use for.
   */
  void release(Set<PackId> packs) {
    if (packs.isEmpty()) {
      return;
    }
    Locations.Presence presence = locations.asked(packs);
    // First forgotten here, so that nothing can come to rely on it; a holder that is away now is
    // told when it is back.
    parts.catalogue().forgetPacks(packs);
    parts.life().giveUp(packs, parts.clock().instant());
    for (PackId pack : packs) {
      courier.release(pack, presence.holders().getOrDefault(pack, Set.of()));
      parts.journal().abandon(pack);
    }
    LOG.info("{} packs of an interrupted deposit were released", packs.size());
  }

  private boolean settle(UploadJournal.Entry entry, Set<NodeId> holders, Policy policy) {
    if (!holders.isEmpty()) {
      makeUp(entry, holders, policy);
    }
    if (holders.size() >= policy.copies()) {
      parts.journal().complete(entry.pack());
      if (!holders.equals(Set.copyOf(entry.holders()))) {
        courier.tellHolders(entry.pack(), SECOND_EPOCH + 1, holders);
      }
      return true;
    }
    parts.life().giveUp(Set.of(entry.pack()), parts.clock().instant());
    // Those that were to hold it may have a part of it.
    Set<NodeId> chosen = new HashSet<>(holders);
    chosen.addAll(entry.holders());
    courier.release(entry.pack(), chosen);
    parts.journal().abandon(entry.pack());
    return false;
  }

  /** Has holders send to others until there are enough; adds who got it. */
  private void makeUp(UploadJournal.Entry entry, Set<NodeId> holders, Policy policy) {
    Set<NodeId> excluded = new HashSet<>(Set.of(parts.self()));
    while (holders.size() < policy.copies()) {
      Map<NodeId, NodeProfile> members = new HashMap<>(parts.mesh().members());
      NodeId source = holders.stream().filter(members::containsKey).findFirst().orElse(null);
      List<NodeProfile> targets =
          members.values().stream().filter(node -> !holders.contains(node.node())).toList();
      Set<NodeId> refused = Placement.refusals(entry.bytes(), policy, targets, excluded).keySet();
      NodeProfile target =
          targets.stream()
              .filter(node -> !excluded.contains(node.node()) && !refused.contains(node.node()))
              .max(Comparator.comparingLong(NodeProfile::roomBytes))
              .orElse(null);
      if (source == null || target == null) {
        return;
      }
      excluded.add(target.node());
      if (copy(entry, members.get(source), target, holders, policy)) {
        holders.add(target.node());
      }
    }
  }

  private boolean copy(
      UploadJournal.Entry entry,
      NodeProfile source,
      NodeProfile target,
      Set<NodeId> holders,
      Policy policy) {
    List<NodeId> together = new ArrayList<>(holders);
    together.add(target.node());
    PackTicket ticket =
        new PackTicket(
            PackTicket.Kind.REPAIR,
            entry.pack(),
            entry.bytes(),
            parts.keys().account(),
            policy,
            together,
            SECOND_EPOCH,
            parts.self(),
            parts.clock().instant().plus(Duration.ofHours(1)),
            new byte[0]);
    if (!courier.reserve(ticket, List.of(target.node())).isEmpty()) {
      return false;
    }
    PeerMessage reply = courier.ask(source, new PeerMessage.CopyOrder(ticket, target.node()));
    if (reply instanceof PeerMessage.Copied copied
        && copied.receipt() != null
        && courier.accepts(copied.receipt(), entry.pack(), entry.bytes(), target)) {
      parts.journal().receipt(copied.receipt());
      return true;
    }
    return false;
  }
}
