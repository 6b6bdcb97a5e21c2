package org.hozon.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hozon.crypto.Signatures;
import org.hozon.link.PeerClient;
import org.hozon.model.Distance;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what other nodes ask that takes a disk or a line, and not the machine's judgement. */
final class PeerAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(PeerAnswers.class);

  private final Stores stores;
  private final GuardHost host;
  private final Copier copier;
  private final Function<NodeId, PeerClient.Peer> addresses;
  private final BooleanSupplier draining;
  private final Predicate<PeerMessage.Release> genuine;
  private final Consumer<PackId> released;
  private final BiConsumer<PeerMessage.PolicyChange, List<PackId>> changed;

  /**
   * Answers.
   *
   * @param changed takes what an owner said and the packs held here for which it is new
   */
  PeerAnswers(
      Stores stores,
      GuardHost host,
      Copier copier,
      Function<NodeId, PeerClient.Peer> addresses,
      BooleanSupplier draining,
      Predicate<PeerMessage.Release> genuine,
      Consumer<PackId> released,
      BiConsumer<PeerMessage.PolicyChange, List<PackId>> changed) {
    this.stores = stores;
    this.host = host;
    this.copier = copier;
    this.addresses = addresses;
    this.draining = draining;
    this.genuine = genuine;
    this.released = released;
    this.changed = changed;
  }

  PeerMessage.Distances distances(PeerMessage.AskDistances question) {
    long waiting = copier.waitingBytes();
    List<Distance> distances = host.distances(question.candidates());
    return new PeerMessage.Distances(
        distances.stream()
            .map(
                d ->
                    new Distance(
                        d.from(),
                        d.to(),
                        d.bytesPerSecond(),
                        d.roundTripMillis(),
                        d.queuedBytes() + waiting,
                        d.reliability(),
                        d.measured()))
            .toList());
  }

  PeerMessage.Reserved reserve(PackTicket ticket) {
    if (draining.getAsBoolean()) {
      return new PeerMessage.Reserved(false, false, "this node is leaving");
    }
    boolean held =
        stores.inventory().find(ticket.pack()).isPresent()
            && stores.shelf().contains(ticket.pack());
    if (held) {
      return new PeerMessage.Reserved(true, true, "");
    }
    try {
      host.admit(ticket);
      if (stores.shelf().takeBack(ticket.pack())) {
        host.stored(ticket);
        return new PeerMessage.Reserved(true, true, "");
      }
      host.reserve(ticket);
      return new PeerMessage.Reserved(true, false, "");
    } catch (StoreRefusal refusal) {
      return new PeerMessage.Reserved(false, false, refusal.getMessage());
    } catch (IOException unreadable) {
      LOG.warn("Pack {} cannot be taken back from the trash", ticket.pack(), unreadable);
      return new PeerMessage.Reserved(false, false, "its disk cannot be read");
    }
  }

  /** What is known here of packs whose other holder lost its notes. */
  PeerMessage.HeldTold tell(PeerMessage.AskHeld question) {
    return new PeerMessage.HeldTold(
        question.packs().stream()
            .filter(stores.shelf()::contains)
            .flatMap(pack -> stores.inventory().find(pack).stream())
            .toList());
  }

  PeerMessage.Copied copy(PeerMessage.CopyOrder order) {
    PeerClient.Peer target = addresses.apply(order.target());
    if (target == null) {
      return new PeerMessage.Copied(null, "this node does not see the target", 0);
    }
    return copier.copy(order.ticket(), target);
  }

  PeerMessage release(PeerMessage.Release release) {
    HeldPack held = stores.inventory().find(release.pack()).orElse(null);
    if (held == null) {
      if (genuine.test(release)) {
        stores.shelf().dropPart(release.pack()); // its sender will not bring the rest
      }
      return new PeerMessage.Noted();
    }
    if (!held.owner().equals(release.owner()) || !genuine.test(release)) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "A request to delete pack "
              + release.pack()
              + " was not signed by its owner, so it was refused and the pack is kept.");
    }
    released.accept(release.pack());
    return new PeerMessage.Noted();
  }

  /** Takes in what the owner asks of the holders of its packs from now on. */
  PeerMessage policy(PeerMessage.PolicyChange change) {
    if (!Signatures.valid(change)) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "A change of policy was not signed by the owner of the packs, so it was refused.");
    }
    List<PackId> news = new ArrayList<>();
    for (PackId pack : change.packs()) {
      boolean own =
          stores
              .inventory()
              .find(pack)
              .filter(held -> held.owner().equals(change.owner()))
              .isPresent();
      if (own && stores.inventory().policy(pack, change.policy(), change.at())) {
        news.add(pack);
      }
    }
    if (!news.isEmpty()) {
      changed.accept(change, news);
    }
    return new PeerMessage.Noted();
  }
}
