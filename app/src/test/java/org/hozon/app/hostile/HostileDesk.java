package org.hozon.app.hostile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.hozon.link.PeerDesk;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;

/** Says yes to everything: there is room, every pack is here, every copy is sound and proven. */
final class HostileDesk implements PeerDesk {
  private final NodeId self;
  private final Supplier<Hello> hello;
  private final HostileDisk disk;
  private final Set<PackId> claimed = ConcurrentHashMap.newKeySet();

  HostileDesk(NodeId self, Supplier<Hello> hello, HostileDisk disk) {
    this.self = self;
    this.hello = hello;
    this.disk = disk;
  }

  /** The packs it signed for. */
  Set<PackId> claimed() {
    return Set.copyOf(claimed);
  }

  @Override
  public Hello hello() {
    return hello.get();
  }

  @Override
  public long admit(PackTicket ticket) {
    return Long.MAX_VALUE;
  }

  @Override
  public void stored(PackTicket ticket) {
    claimed.add(ticket.pack());
    disk.taken(ticket.pack());
  }

  @Override
  public NodeId beat(NodeId from) {
    return self;
  }

  @Override
  public boolean putHead(Head head) {
    return true; // kept nowhere
  }

  @Override
  public List<Head> heads(AccountId account) {
    return List.of();
  }

  @Override
  public PeerMessage answer(PeerMessage message) {
    if (message instanceof PeerMessage.Reserve) {
      return new PeerMessage.Reserved(true, false, "");
    } else if (message instanceof PeerMessage.Audit audit) {
      List<PeerMessage.Proof> proofs = new ArrayList<>();
      for (PeerMessage.Challenge challenge : audit.challenges()) {
        proofs.add(
            new PeerMessage.Proof(
                challenge.nonce(), PeerMessage.Proof.Answer.GIVEN, "ab".repeat(32)));
      }
      return new PeerMessage.Audited(proofs);
    } else if (message instanceof PeerMessage.Check check) {
      return new PeerMessage.Checked(check.packs(), List.of());
    } else if (message instanceof PeerMessage.ConfirmHold) {
      return new PeerMessage.HoldConfirmed(true, Instant.now().plusSeconds(60));
    } else if (message instanceof PeerMessage.Reconcile question) {
      List<PeerMessage.Claim> newer = new ArrayList<>();
      for (PeerMessage.Claim claim : question.claims()) {
        if (!claim.holders().contains(self)) {
          Set<NodeId> holders = new LinkedHashSet<>(claim.holders());
          holders.add(self);
          newer.add(new PeerMessage.Claim(claim.pack(), claim.epoch() + 1, holders));
        }
      }
      return new PeerMessage.Reconciled(List.of(), newer);
    } else if (message instanceof PeerMessage.AskProofs question) {
      return new PeerMessage.Proofs(
          question.packs().stream()
              .map(
                  pack ->
                      new PeerMessage.PackProofs(
                          pack,
                          1,
                          Set.of(self),
                          List.of(new PeerMessage.Proven(self, Instant.now()))))
              .toList());
    } else if (message instanceof PeerMessage.AskSight question) {
      return new PeerMessage.Sight(question.node(), true, false);
    } else if (message instanceof PeerMessage.Heartbeat) {
      return new PeerMessage.Alive(self);
    } else if (message instanceof PeerMessage.AskDistances) {
      return new PeerMessage.Distances(List.of());
    } else if (message instanceof PeerMessage.CopyOrder) {
      return new PeerMessage.Copied(null, "it does not want to", 0);
    } else if (message instanceof PeerMessage.AskHeld) {
      return new PeerMessage.HeldTold(List.of());
    }
    return new PeerMessage.Noted();
  }
}
