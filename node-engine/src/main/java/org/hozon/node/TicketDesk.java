package org.hozon.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.crypto.TicketSignatures;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.store.StoreRefusal;

/**
 * Checks the tickets with which packs are brought: signed by the owner, or by the node that leads a
 * repair; for this node; not expired, nor for a pack that its owner has given up since.
 * Thread-safe.
 *
 * <p>The shared maps play no part in it: any member can write them, so nobody could be refused by
 * them without a liar being able to stop repairs.
 */
final class TicketDesk {
  /** A ticket that is good for longer is no ticket of ours. */
  private static final Duration LONGEST = Duration.ofHours(25);

  private static final int MOST_RELEASED = 100_000;

  private final NodeId self;
  private final Clock clock;
  private final Map<Released, Instant> released = new LinkedHashMap<>();

  /** Whoever gives up what is not theirs stops nobody else's tickets. */
  private record Released(AccountId owner, PackId pack) {}

  TicketDesk(NodeId self, Clock clock) {
    this.self = self;
    this.clock = clock;
  }

  /**
   * Checks a ticket.
   *
   * @throws StoreRefusal with the reason when it is not good
   */
  void require(PackTicket ticket) throws StoreRefusal {
    boolean signed =
        ticket.kind() == PackTicket.Kind.DEPOSIT
            ? TicketSignatures.byOwner(ticket)
            : TicketSignatures.byIssuer(ticket);
    if (!signed) {
      throw refused(
          ticket.kind() == PackTicket.Kind.DEPOSIT
              ? "The permission to write this pack is not signed by the account it names."
              : "The permission to write this pack is not signed by the node that issued it.");
    }
    if (!ticket.holders().contains(self)) {
      throw refused("The permission to write this pack is for other nodes than this one.");
    }
    if (ticket.expires().isAfter(clock.instant().plus(LONGEST))) {
      throw refused(
          "The permission to write this pack is for longer than a day; clocks may differ.");
    }
    requireNotReleased(new Released(ticket.owner(), ticket.pack()));
  }

  private synchronized void requireNotReleased(Released pack) throws StoreRefusal {
    if (released.containsKey(pack)) {
      throw refused("The owner of this pack has given it up.");
    }
  }

  /** The owner gave a pack up: tickets written before count no more. */
  synchronized void released(PeerMessage.Release release) {
    Instant now = clock.instant();
    released.values().removeIf(at -> at.plus(LONGEST).isBefore(now));
    if (released.size() < MOST_RELEASED) {
      released.put(new Released(release.owner(), release.pack()), now);
    }
  }

  private static StoreRefusal refused(String sentence) {
    return new StoreRefusal(StoreRefusal.Why.NOT_ADMITTED, sentence);
  }
}
