package org.hozon.model;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Permission to write one pack to its holders.
 *
 * <p>A deposit's ticket is signed by the depositor's account, a repair's by the node that leads it.
 *
 * @param kind why it is written
 * @param pack the pack
 * @param bytes its size
 * @param owner the depositor's account
 * @param policy what the depositor asked for
 * @param holders the intended holders, in the order of the chain
 * @param epoch the placement's epoch once written
 * @param issuer the node that issued it
 * @param expires after this the ticket is refused
 * @param signature the signer's public key (X.509 encoding of Ed25519, 44 bytes) and its signature
 *     over {@link #signedText()} (64 bytes); empty until it is signed
 */
public record PackTicket(
    Kind kind,
    PackId pack,
    long bytes,
    AccountId owner,
    Policy policy,
    List<NodeId> holders,
    long epoch,
    NodeId issuer,
    Instant expires,
    byte[] signature) {
  /** Why a pack is written. */
  public enum Kind {
    DEPOSIT,
    REPAIR
  }

  public PackTicket {
    holders = List.copyOf(holders);
  }

  /** What the signature covers: every other field. */
  public String signedText() {
    return String.join(
        "\n",
        "hozon-ticket-1",
        String.valueOf(kind),
        String.valueOf(pack),
        String.valueOf(bytes),
        String.valueOf(owner),
        Json.write(policy),
        holders.stream().map(NodeId::value).collect(Collectors.joining(",")),
        String.valueOf(epoch),
        String.valueOf(issuer),
        String.valueOf(expires));
  }

  /** The same ticket with a signature. */
  public PackTicket withSignature(byte[] newSignature) {
    return new PackTicket(
        kind, pack, bytes, owner, policy, holders, epoch, issuer, expires, newSignature);
  }
}
