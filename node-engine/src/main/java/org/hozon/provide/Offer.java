package org.hozon.provide;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.OfferReport;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.hozon.model.Sizes;
import org.hozon.store.NodeState;
import org.hozon.store.StoreRefusal;

/**
 * The capacity this node contributes and what of it is used, kept exact by booking room for each
 * pack before its first byte comes. Thread-safe.
 *
 * <pre>
 *   |------------------------------ offered ------------------------------|
 *   |--------- used ---------|--- booked, not yet here ---|---- room -----|
 *   |- packs, their parts,  -|                            | cut by what the disk has left
 *   |  database, logs, trash |                            | beyond the owner's reserve
 *
 *   The trash gives way to packs that come, so it counts as used and as room.
 * </pre>
 */
public final class Offer {
  /** No pack is larger (32 MiB). */
  private static final long LARGEST_PACK = 32L << 20;

  /** Between a pack's last byte and its record it is neither received nor held: not for long. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** At most a fourth of an offer is kept free for what grows unasked. */
  private static final long GROWTH_SHARE = 4;

  private static final String OFFERED = "offer.bytes";

  /** Room kept for a pack on its way; holds while the pack is received, even past its end. */
  private record Booking(AccountId owner, long bytes, Instant until) {}

  private final NodeId self;
  private final NodeState state;
  private final Shelf shelf;
  private final Supplier<NodeProfile> profile;
  private final Clock clock;
  private final Map<PackId, Booking> bookings = new HashMap<>();
  private long offered;
  private long bound = Long.MAX_VALUE;
  private long perAccount;
  private boolean draining;
  private Predicate<PackTicket> ownDeposits = ticket -> false;

  /**
   * Takes up the offer last set for this home, or 0.
   *
   * @param profile this node as policies see it: its rank and region
   */
  public Offer(
      NodeId self, NodeState state, Shelf shelf, Supplier<NodeProfile> profile, Clock clock) {
    this.self = self;
    this.state = state;
    this.shelf = shelf;
    this.profile = profile;
    this.clock = clock;
    this.offered = state.get(OFFERED).map(Long::parseLong).orElse(0L);
  }

  /** What was last set for a home; empty when nothing ever was. */
  public static Optional<Long> remembered(NodeState state) {
    return state.get(OFFERED).map(Long::parseLong);
  }

  /**
   * Sets the offer, durable at return.
   *
   * @param bytes 0 to take nothing new and keep what is held
   * @throws IllegalArgumentException when negative
   */
  public synchronized void set(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("an offer cannot be negative");
    }
    state.put(OFFERED, Long.toString(bytes));
    offered = bytes;
    bound = Long.MAX_VALUE;
  }

  /**
   * While the owner lowers the offer, packs are taken as if it were lower already; until {@link
   * #set}.
   *
   * @param bytes {@code Long.MAX_VALUE} for no longer
   */
  public synchronized void lowering(long bytes) {
    bound = bytes;
  }

  /** Bytes offered. */
  public synchronized long offered() {
    return offered;
  }

  /** Bytes of the offer in use: what stands on the disk for others, unfinished parts included. */
  public synchronized long used() {
    long forOthers = shelf.heldBytes() + sum(shelf.parts()) + shelf.trashBytes();
    // Who lends nothing has a database too, but nobody uses an offer of it.
    boolean lends = offered > 0 || forOthers > 0;
    return lends ? forOthers + shelf.overheadBytes() - shelf.trashBytes() : 0;
  }

  /** Bytes in use that will not give way: all but trash and unfinished parts. */
  public synchronized long fixed() {
    return shelf.heldBytes() + shelf.overheadBytes() - shelf.trashBytes();
  }

  /**
   * Of what is held, how much has to go so that the rest fits into {@code bytes}; never more than
   * is held, since the node's own files cannot go elsewhere.
   */
  public synchronized long tooMuchFor(long bytes) {
    return Math.min(shelf.heldBytes(), Math.max(0, fixed() - bytes));
  }

  /** Bytes it would take now. */
  public synchronized long room() {
    dropExpired();
    return draining ? 0 : Math.max(0, Math.min(roomInOffer() + shelf.trashBytes(), roomOnDisk()));
  }

  public synchronized OfferReport report() {
    return new OfferReport(offered, used(), shelf.trashBytes());
  }

  /**
   * Says from now on which packs this machine itself deposited: copies of them belong elsewhere.
   */
  public synchronized void refuse(Predicate<PackTicket> newOwnDeposits) {
    ownDeposits = newOwnDeposits;
  }

  /**
   * Sets how much of the offer one account may fill, so that nobody takes all of it.
   *
   * @param bytes 0 for no limit
   */
  public synchronized void perAccount(long bytes) {
    perAccount = bytes;
  }

  /** While true nothing new is taken. */
  public synchronized void draining(boolean now) {
    draining = now;
  }

  public synchronized boolean draining() {
    return draining;
  }

  /**
   * Keeps room for a pack until its ticket expires; a second time for the same pack renews it.
   *
   * @throws StoreRefusal with the reason in plain words when it cannot come here
   */
  public synchronized void reserve(PackTicket ticket) throws StoreRefusal {
    admit(ticket);
  }

  /**
   * May this pack be written here now? Books its room, so that others cannot take it meanwhile.
   *
   * @return bytes the offer has for this pack, at least its size
   * @throws StoreRefusal with the reason in plain words when not
   */
  public synchronized long admit(PackTicket ticket) throws StoreRefusal {
    dropExpired();
    check(ticket);
    if (shelf.holds(ticket.pack())) {
      return ticket.bytes();
    }
    requireShare(ticket);
    Booking mine = bookings.remove(ticket.pack());
    long inOffer = roomInOffer();
    long onDisk = roomOnDisk();
    if (mine != null) {
      bookings.put(ticket.pack(), mine);
    }
    // A part that is here already is counted in the offer; it needs no second room.
    long forThis = inOffer + shelf.parts().getOrDefault(ticket.pack(), 0L);
    long missing = ticket.bytes() - forThis;
    if (missing > 0 && missing <= shelf.trashBytes() && shelf.yieldTrash(missing)) {
      forThis = ticket.bytes();
    }
    if (ticket.bytes() > forThis) {
      throw new StoreRefusal(
          StoreRefusal.Why.OFFER_FULL,
          "The offer of this node is full: of "
              + Sizes.format(offered)
              + " offered, "
              + Sizes.format(Math.max(0, inOffer))
              + " are left.");
    }
    if (ticket.bytes() > onDisk) {
      throw new StoreRefusal(
          StoreRefusal.Why.DISK_FULL,
          "The disk of this node is full up to the free space its owner keeps.");
    }
    bookings.put(
        ticket.pack(), new Booking(ticket.owner(), ticket.bytes(), ticket.expires().plus(GRACE)));
    return Math.min(forThis, onDisk);
  }

  /** The pack is recorded as held, or will not come: its room is no longer booked. */
  public synchronized void settle(PackId pack) {
    bookings.remove(pack);
  }

  private void check(PackTicket ticket) throws StoreRefusal {
    if (ticket.bytes() <= 0 || ticket.bytes() > LARGEST_PACK) {
      throw new StoreRefusal(
          StoreRefusal.Why.WRONG_BYTES,
          "A pack has 1 byte to 32 MiB, not " + ticket.bytes() + " bytes.");
    }
    if (!ticket.expires().isAfter(clock.instant())) {
      throw refused("The permission to write this pack has expired; clocks may differ.");
    }
    if (!ticket.holders().contains(self)) {
      throw refused("The permission to write this pack is not for this node.");
    }
    boolean own = ticket.kind() == PackTicket.Kind.DEPOSIT && ticket.issuer().equals(self);
    if (own || ownDeposits.test(ticket)) {
      throw refused("A depositor's own machine does not hold its packs.");
    }
    if (draining) {
      throw refused("This node is moving what it holds to others and takes nothing new.");
    }
    if (Math.min(offered, bound) <= 0 && !shelf.holds(ticket.pack())) {
      throw new StoreRefusal(StoreRefusal.Why.OFFER_FULL, "This node offers no space.");
    }
    checkPolicy(ticket.policy());
  }

  private void requireShare(PackTicket ticket) throws StoreRefusal {
    if (perAccount <= 0) {
      return;
    }
    long taken = shelf.heldBytes(ticket.owner()) + ticket.bytes();
    for (Map.Entry<PackId, Booking> booking : bookings.entrySet()) {
      boolean sameOwner = booking.getValue().owner().equals(ticket.owner());
      taken +=
          sameOwner && !booking.getKey().equals(ticket.pack()) ? booking.getValue().bytes() : 0;
    }
    if (taken > perAccount) {
      throw new StoreRefusal(
          StoreRefusal.Why.OFFER_FULL,
          "This node keeps at most " + Sizes.format(perAccount) + " for one account.");
    }
  }

  private void checkPolicy(Policy policy) throws StoreRefusal {
    NodeProfile own = profile.get();
    if (!policy.admits(own)) {
      throw refused(
          "This node (rank "
              + own.rank()
              + ", region "
              + (own.region().isEmpty() ? "not told" : own.region())
              + ") does not fit what the depositor asked for (rank "
              + policy.rank()
              + (policy.regions().isEmpty()
                  ? ""
                  : ", region " + String.join(" or ", policy.regions()))
              + ").");
    }
  }

  private static StoreRefusal refused(String sentence) {
    return new StoreRefusal(StoreRefusal.Why.NOT_ADMITTED, sentence);
  }

  private void dropExpired() {
    Instant now = clock.instant();
    bookings
        .entrySet()
        .removeIf(
            entry -> !entry.getValue().until().isAfter(now) && !shelf.receiving(entry.getKey()));
  }

  /** Offered less held, less bookings, less parts nobody has booked (left by an earlier try). */
  private long roomInOffer() {
    long left = Math.min(offered, bound) - shelf.heldBytes();
    left -= shelf.overheadBytes() + growthBytes();
    for (Booking booking : bookings.values()) {
      left -= booking.bytes();
    }
    for (Map.Entry<PackId, Long> part : shelf.parts().entrySet()) {
      left -= bookings.containsKey(part.getKey()) ? 0 : part.getValue();
    }
    return left;
  }

  /** A small offer keeps less free for the database and the logs, which grow with what is held. */
  private long growthBytes() {
    return Math.min(shelf.growthBytes(), Math.min(offered, bound) / GROWTH_SHARE);
  }

  /** What the disk has left beyond the reserve, less what is booked and has not begun to come. */
  private long roomOnDisk() {
    long left = shelf.roomOnDisk();
    for (Map.Entry<PackId, Booking> booking : bookings.entrySet()) {
      left -= shelf.receiving(booking.getKey()) ? 0 : booking.getValue().bytes();
    }
    return left;
  }

  private static long sum(Map<PackId, Long> parts) {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }
}
