package org.hozon.node;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.crypto.Signatures;
import org.hozon.guard.Guard;
import org.hozon.link.PeerDesk;
import org.hozon.mesh.Mesh;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.Hello;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.TrustBundle;
import org.hozon.provide.Offer;
import org.hozon.store.Database;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives what other nodes bring to the data plane, and checks it before it goes further in. */
final class NodeDesk implements PeerDesk {
  private static final Logger LOG = LoggerFactory.getLogger(NodeDesk.class);

  /** Whoever watches over the packs that are held. */
  interface Watch {
    /** A pack is durable here; the inventory has it. */
    void stored(PackTicket ticket);

    /** Answers another node's watch; may block for the length of a transfer. */
    PeerMessage answer(PeerMessage message);

    /** Another node gave a sign of life. */
    default void heard(NodeId from) {}

    static Watch of(Guard guard) {
      return new Watch() {
        @Override
        public void heard(NodeId from) {
          guard.heard(from);
        }

        @Override
        public void stored(PackTicket ticket) {
          guard.stored(ticket);
        }

        @Override
        public PeerMessage answer(PeerMessage message) {
          return guard.answer(message);
        }
      };
    }
  }

  private final NodeId self;
  private final ProfileBoard board;
  private final Offer offer;
  private final Database database;
  private final PackStore packs;
  private final Clock clock;
  private final TicketDesk tickets;
  private volatile boolean founding;
  private volatile Mesh mesh;
  private volatile Watch watch;
  private volatile TrustDesk trust;

  /** True once it has ended its watch: then it gives no sign of life any more. */
  private volatile boolean stopping;

  NodeDesk(
      NodeId self,
      ProfileBoard board,
      Offer offer,
      Database database,
      PackStore packs,
      Clock clock) {
    this.self = self;
    this.board = board;
    this.offer = offer;
    this.database = database;
    this.packs = packs;
    this.clock = clock;
    this.tickets = new TicketDesk(self, clock);
  }

  /** While true others wait for this node instead of starting a mesh of their own. */
  void founding(boolean now) {
    founding = now;
  }

  void joined(Mesh joined) {
    mesh = joined;
  }

  /** Who belongs to the mesh is asked and told there; null where nothing is encrypted. */
  void trust(TrustDesk desk) {
    trust = desk;
  }

  /** From now on, or with null no longer, messages are answered and packs taken. */
  void watched(Watch newWatch) {
    watch = newWatch;
    stopping = newWatch == null;
  }

  @Override
  public Hello hello() {
    Mesh now = mesh;
    if (now == null) {
      return new Hello(board.profile(), List.of(), "", founding ? 1 : 0, List.of());
    }
    List<NodeProfile> members = List.copyOf(now.members().values());
    return new Hello(board.profile(), now.discovery(), now.clusterId(), members.size(), members);
  }

  @Override
  public long admit(PackTicket ticket) throws StoreRefusal {
    if (watch == null) {
      throw new StoreRefusal(
          StoreRefusal.Why.BUSY, "This node is starting or stopping; try again in a moment.");
    }
    tickets.require(ticket);
    return offer.admit(ticket);
  }

  @Override
  public void stored(PackTicket ticket) {
    requireOwner(ticket);
    boolean recorded = false;
    try {
      database.inventory().put(record(ticket));
      recorded = true;
    } finally {
      if (!recorded) {
        giveUp(ticket.pack());
      }
    }
    packs.recorded(ticket.pack());
    offer.settle(ticket.pack());
    Watch now = watch;
    if (now != null) {
      now.stored(ticket);
    }
  }

  /** What could not be written down was not acknowledged: its sender brings it again. */
  private void giveUp(PackId pack) {
    try {
      offer.settle(pack);
      if (database.inventory().find(pack).isEmpty()) {
        packs.remove(pack);
      }
    } catch (IOException | HozonException atTheNextStart) {
      LOG.warn("Pack {} stays until the next start, unrecorded", pack, atTheNextStart);
    }
  }

  @Override
  public boolean keeps(PackId pack) {
    return database.inventory().find(pack).isPresent();
  }

  /**
   * What is held already is not forgotten by an older placement; an equal one adds to it. What is
   * asked of its holders is the owner's word alone: a lead that missed it does not take it back.
   */
  private HeldPack record(PackTicket ticket) {
    Set<NodeId> holders = new HashSet<>(ticket.holders());
    holders.add(self);
    Optional<HeldPack> known = database.inventory().find(ticket.pack());
    if (known.isEmpty()) {
      return new HeldPack(
          ticket.pack(),
          ticket.bytes(),
          ticket.owner(),
          ticket.policy(),
          holders,
          ticket.epoch(),
          clock.instant());
    }
    HeldPack held = known.get();
    if (ticket.epoch() < held.epoch()) {
      return held;
    }
    if (ticket.epoch() == held.epoch()) {
      holders.addAll(held.holders());
    }
    return new HeldPack(
        held.pack(),
        held.bytes(),
        held.owner(),
        held.epoch() == HeldPack.UNKNOWN ? ticket.policy() : held.policy(),
        holders,
        ticket.epoch(),
        held.storedAt());
  }

  /**
   * A pack proves itself whose it is; a ticket that says otherwise is not believed, whoever signed
   * it. What is held was proven when it came.
   */
  private void requireOwner(PackTicket ticket) {
    Optional<HeldPack> known = database.inventory().find(ticket.pack());
    Optional<AccountId> owner =
        known.isPresent() ? known.map(HeldPack::owner) : provenOwner(ticket.pack());
    if (owner.filter(ticket.owner()::equals).isPresent()) {
      return;
    }
    if (known.isEmpty()) {
      giveUp(ticket.pack());
    }
    throw new HozonException(
        HozonException.Kind.DAMAGED,
        "The pack was not made by the account its ticket names; it was not kept.");
  }

  private Optional<AccountId> provenOwner(PackId pack) {
    try {
      return packs.owner(pack);
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED, "The pack cannot be read back from this disk.", unreadable);
    } catch (HozonException noPack) {
      LOG.debug("What came as pack {} is none", pack, noPack);
      return Optional.empty();
    }
  }

  @Override
  public PeerMessage answer(PeerMessage message) {
    Watch now = watch;
    if (now == null) {
      throw new HozonException(
          HozonException.Kind.FAILED, "This node is starting or stopping; try again in a moment.");
    }
    if (message instanceof PeerMessage.Release release && !mayRelease(release)) {
      throw new HozonException(
          HozonException.Kind.DAMAGED, "Only its owner can give a pack up; nothing was deleted.");
    }
    if (message instanceof PeerMessage.Release release) {
      tickets.released(release);
    }
    return now.answer(message);
  }

  /**
   * Checks a ticket that came with a message; one that this node issues itself needs no signature.
   *
   * @throws StoreRefusal with the reason when it is not good
   */
  void requireTicket(PackTicket ticket) throws StoreRefusal {
    boolean own = ticket.issuer().equals(self) && ticket.signature().length == 0;
    if (!own) {
      tickets.require(ticket);
    }
  }

  @Override
  public NodeId beat(NodeId from) {
    Watch now = watch;
    if (now != null && from != null) {
      now.heard(from);
    }
    return stopping ? null : self;
  }

  private boolean mayRelease(PeerMessage.Release release) {
    boolean signed = Signatures.valid(release);
    boolean owned =
        database
            .inventory()
            .find(release.pack())
            .map(held -> held.owner().equals(release.owner()))
            .orElse(true);
    return signed && owned;
  }

  @Override
  public boolean putHead(Head head) {
    if (!Signatures.valid(head)) {
      LOG.warn("A head of account {} with a wrong signature was refused", head.account());
      return false;
    }
    if (database.heads().put(head)) {
      Mesh now = mesh;
      if (now != null) {
        now.publishHead(head);
      }
      return true;
    }
    return database
        .heads()
        .find(head.account(), head.machine())
        .filter(known -> known.sequence() >= head.sequence())
        .isPresent();
  }

  @Override
  public TrustBundle trust() {
    TrustDesk now = trust;
    return now == null ? TrustBundle.EMPTY : now.bundle();
  }

  @Override
  public void learn(TrustBundle told) {
    TrustDesk now = trust;
    Mesh present = mesh;
    if (now != null && now.learn(told) && present != null) {
      now.expelShutOut(self, present);
    }
  }

  @Override
  public List<Head> heads(AccountId account) {
    return database.heads().of(account);
  }
}
