package org.hozon.guard;

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
import org.hozon.model.Policy;
import org.hozon.store.StoreRefusal;

/** Answers what other nodes ask that takes a disk or a line, and not the machine's judgement. */
final class PeerAnswers {
  private final Stores stores;
  private final GuardHost host;
  private final Copier copier;
  private final Function<NodeId, PeerClient.Peer> addresses;
  private final BooleanSupplier draining;
  private final Predicate<PeerMessage.Release> genuine;
  private final Consumer<PackId> released;
  private final BiConsumer<PackId, Policy> changed;

  PeerAnswers(
      Stores stores,
      GuardHost host,
      Copier copier,
      Function<NodeId, PeerClient.Peer> addresses,
      BooleanSupplier draining,
      Predicate<PeerMessage.Release> genuine,
      Consumer<PackId> released,
      BiConsumer<PackId, Policy> changed) {
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
      host.reserve(ticket);
      return new PeerMessage.Reserved(true, false, "");
    } catch (StoreRefusal refusal) {
      return new PeerMessage.Reserved(false, false, refusal.getMessage());
    }
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
    for (PackId pack : change.packs()) {
      boolean own =
          stores
              .inventory()
              .find(pack)
              .filter(held -> held.owner().equals(change.owner()))
              .isPresent();
      if (own && stores.inventory().policy(pack, change.policy(), change.at())) {
        changed.accept(pack, change.policy());
      }
    }
    return new PeerMessage.Noted();
  }
}
