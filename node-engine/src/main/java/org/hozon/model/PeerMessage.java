package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The small messages between nodes that travel on the data plane: a request and its reply. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PeerMessage.AskDistances.class, name = "ask-distances"),
  @JsonSubTypes.Type(value = PeerMessage.Distances.class, name = "distances"),
  @JsonSubTypes.Type(value = PeerMessage.Reserve.class, name = "reserve"),
  @JsonSubTypes.Type(value = PeerMessage.Reserved.class, name = "reserved"),
  @JsonSubTypes.Type(value = PeerMessage.CopyOrder.class, name = "copy-order"),
  @JsonSubTypes.Type(value = PeerMessage.Copied.class, name = "copied"),
  @JsonSubTypes.Type(value = PeerMessage.HoldersNotice.class, name = "holders-notice"),
  @JsonSubTypes.Type(value = PeerMessage.Noted.class, name = "noted"),
  @JsonSubTypes.Type(value = PeerMessage.Reconcile.class, name = "reconcile"),
  @JsonSubTypes.Type(value = PeerMessage.Reconciled.class, name = "reconciled"),
  @JsonSubTypes.Type(value = PeerMessage.ConfirmHold.class, name = "confirm-hold"),
  @JsonSubTypes.Type(value = PeerMessage.HoldConfirmed.class, name = "hold-confirmed"),
  @JsonSubTypes.Type(value = PeerMessage.AtWork.class, name = "at-work"),
  @JsonSubTypes.Type(value = PeerMessage.Trim.class, name = "trim"),
  @JsonSubTypes.Type(value = PeerMessage.AskHeld.class, name = "ask-held"),
  @JsonSubTypes.Type(value = PeerMessage.HeldTold.class, name = "held-told"),
  @JsonSubTypes.Type(value = PeerMessage.Audit.class, name = "audit"),
  @JsonSubTypes.Type(value = PeerMessage.Audited.class, name = "audited"),
  @JsonSubTypes.Type(value = PeerMessage.Check.class, name = "check"),
  @JsonSubTypes.Type(value = PeerMessage.Checked.class, name = "checked"),
  @JsonSubTypes.Type(value = PeerMessage.AskProofs.class, name = "ask-proofs"),
  @JsonSubTypes.Type(value = PeerMessage.Proofs.class, name = "proofs"),
  @JsonSubTypes.Type(value = PeerMessage.Release.class, name = "release"),
  @JsonSubTypes.Type(value = PeerMessage.Heartbeat.class, name = "heartbeat"),
  @JsonSubTypes.Type(value = PeerMessage.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = PeerMessage.AskSight.class, name = "ask-sight"),
  @JsonSubTypes.Type(value = PeerMessage.Sight.class, name = "sight"),
  @JsonSubTypes.Type(value = PeerMessage.PolicyChange.class, name = "policy-change")
})
public sealed interface PeerMessage {
  /** "How far is it from you to each of these?" Answered by {@link Distances}. */
  record AskDistances(NodeId asker, List<NodeId> candidates) implements PeerMessage {}

  /** The answer to {@link AskDistances}; a candidate that could not be reached is left out. */
  record Distances(List<Distance> distances) implements PeerMessage {}

  /** "Keep room for this pack." Answered by {@link Reserved}. */
  record Reserve(PackTicket ticket) implements PeerMessage {}

  /**
   * The answer to {@link Reserve}.
   *
   * @param granted true when room is kept until the ticket expires
   * @param alreadyHeld true when the pack is already durable there (granted is then true as well)
   * @param reason why not, in one sentence; empty when granted
   */
  record Reserved(boolean granted, boolean alreadyHeld, String reason) implements PeerMessage {}

  /** "Send this pack from your disk to that node." Answered by {@link Copied} when it is over. */
  record CopyOrder(PackTicket ticket, NodeId target) implements PeerMessage {}

  /**
   * How a copy went.
   *
   * @param receipt the target's receipt, null when it failed
   * @param reason why it failed; empty otherwise
   * @param seconds how long it took
   */
  record Copied(@MayLack Receipt receipt, String reason, double seconds) implements PeerMessage {}

  /**
   * "These are the holders now." Answered by {@link Noted}, or by {@link Reconciled} when the
   * receiver does not hold the pack or knows better.
   */
  record HoldersNotice(NodeId sender, PackId pack, long epoch, Set<NodeId> holders)
      implements PeerMessage {}

  /** A plain acknowledgement. */
  record Noted() implements PeerMessage {}

  /** One pack as the sender of a {@link Reconcile} believes it to stand. */
  record Claim(PackId pack, long epoch, Set<NodeId> holders) {}

  /**
   * "I believe that you and I both hold these; is it so?" Sent when nodes meet (again). Answered by
   * {@link Reconciled}.
   */
  record Reconcile(NodeId sender, List<Claim> claims) implements PeerMessage {}

  /**
   * The answer to {@link Reconcile}.
   *
   * @param missing the claimed packs that the answerer does not hold
   * @param newer placements of claimed packs that the answerer knows with a newer epoch
   */
  record Reconciled(List<PackId> missing, List<Claim> newer) implements PeerMessage {}

  /**
   * "May I rely on your copy for the next minute?" Asked before a surplus copy is dropped. Answered
   * by {@link HoldConfirmed}; a yes binds the answerer not to drop its own copy until then.
   */
  record ConfirmHold(NodeId asker, PackId pack) implements PeerMessage {}

  /** The answer to {@link ConfirmHold}. */
  record HoldConfirmed(boolean held, Instant until) implements PeerMessage {}

  /**
   * "I am at work on repairs that I lead; leave them to me a little longer." Sent every few seconds
   * to those who would take over. Answered by {@link Noted}.
   *
   * @param repairs how many, waiting ones included
   */
  record AtWork(NodeId lead, int repairs) implements PeerMessage {}

  /** "You hold a surplus copy; drop it once the others confirm theirs." Answered by Noted. */
  record Trim(NodeId lead, PackId pack, long epoch, Set<NodeId> remaining) implements PeerMessage {}

  /** "What do you know of these packs? I lost my notes." Answered by {@link HeldTold}. */
  record AskHeld(NodeId asker, List<PackId> packs) implements PeerMessage {}

  /** The answer to {@link AskHeld}; packs that the answerer does not hold are left out. */
  record HeldTold(List<HeldPack> packs) implements PeerMessage {}

  /**
   * A range of a pack that a holder is to prove to hold.
   *
   * @param offset first byte of the range
   * @param length bytes of the range, from 1
   * @param nonce hex digits that nobody could foresee; tells the challenges of one audit apart
   */
  record Challenge(PackId pack, long offset, int length, String nonce) {}

  /**
   * "Prove that you hold these." Co-holders send it to each other, and to themselves for the
   * answers to compare. Answered by {@link Audited}.
   */
  record Audit(NodeId asker, List<Challenge> challenges) implements PeerMessage {}

  /**
   * The answer to one challenge.
   *
   * @param nonce of the challenge
   * @param answer how it went
   * @param mac HMAC-SHA-256 of the range's bytes under the nonce, as hex digits; empty unless given
   */
  record Proof(String nonce, Answer answer, String mac) {
    /** How a challenge was answered. */
    public enum Answer {
      /** The range was read; the mac tells whether it is the right one. */
      GIVEN,
      /** The pack, or this range of it, is not there. */
      ABSENT,
      /** It cannot be read just now, which proves nothing. */
      LATER
    }
  }

  /** The answers to {@link Audit}, each named by its nonce. */
  record Audited(List<Proof> proofs) implements PeerMessage {}

  /**
   * "Your copies of these may be bad; read them and see." Whether a copy is right every holder can
   * tell by itself, because the name of a pack is its hash. Answered by {@link Checked} when they
   * have been read.
   */
  record Check(NodeId asker, List<PackId> packs) implements PeerMessage {}

  /**
   * The answer to {@link Check}; a pack in neither list could not be read just now.
   *
   * @param sound those whose every byte is right
   * @param lost those that are not here or were found damaged; they do not count any more
   */
  record Checked(List<PackId> sound, List<PackId> lost) implements PeerMessage {}

  /**
   * "When were the copies of these proven last, as far as you know?" Answered by {@link Proofs}.
   */
  record AskProofs(NodeId asker, List<PackId> packs) implements PeerMessage {}

  /** A copy was proven at a moment: read whole and compared with its name, or audited. */
  record Proven(NodeId holder, Instant at) {}

  /**
   * When the copies of a pack were proven last, by the knowledge of one of its holders.
   *
   * @param epoch of the placement that the answerer knows
   * @param holders all holders of that placement
   * @param proven the last proof of each copy that the answerer knows of: its own by reading it
   *     whole, the others' by an audit
   */
  record PackProofs(PackId pack, long epoch, Set<NodeId> holders, List<Proven> proven) {}

  /** The answer to {@link AskProofs}; packs that the answerer does not hold are left out. */
  record Proofs(List<PackProofs> packs) implements PeerMessage {}

  /**
   * The owner gives a pack up. Answered by {@link Noted}.
   *
   * @param publicKey the owner's public signing key; it hashes to {@code owner}
   * @param signature the owner's, over {@link #signedText()}
   */
  record Release(AccountId owner, PackId pack, Instant at, byte[] publicKey, byte[] signature)
      implements PeerMessage {
    /** What the signature covers. */
    public String signedText() {
      return "hozon-release-1\n" + owner + "\n" + pack + "\n" + at;
    }
  }

  /**
   * The owner asks something else of the holders of packs from now on. Answered by {@link Noted}.
   *
   * @param at when the owner said so; an older word than the last one does not count
   * @param publicKey the owner's public signing key; it hashes to {@code owner}
   * @param signature the owner's, over {@link #signedText()}
   */
  record PolicyChange(
      AccountId owner,
      List<PackId> packs,
      Policy policy,
      Instant at,
      byte[] publicKey,
      byte[] signature)
      implements PeerMessage {
    public PolicyChange {
      packs = List.copyOf(packs);
    }

    /** What the signature covers. */
    public String signedText() {
      StringBuilder text = new StringBuilder("hozon-policy-1\n" + owner + "\n" + at + "\n");
      text.append(policy.rank()).append('\n').append(String.join(",", policy.regions()));
      text.append('\n').append(policy.withinMillis()).append('\n').append(policy.copies());
      packs.forEach(pack -> text.append('\n').append(pack));
      return text.toString();
    }
  }

  /** "Are you there? I am." Answered by {@link Alive}. */
  record Heartbeat(NodeId sender) implements PeerMessage {}

  /** The answer to {@link Heartbeat}: who is there. */
  record Alive(NodeId node) implements PeerMessage {}

  /**
   * "I get no sign of life from this node; do you?" Asked before a node counts as down. Answered by
   * {@link Sight}.
   */
  record AskSight(NodeId asker, NodeId node) implements PeerMessage {}

  /**
   * The answer to {@link AskSight}.
   *
   * @param known false when the answerer has no way to tell; then it does not count
   * @param seen true when the node gave the answerer a sign of life a moment ago
   */
  record Sight(NodeId node, boolean known, boolean seen) implements PeerMessage {}
}
