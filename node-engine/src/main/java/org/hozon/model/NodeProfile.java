package org.hozon.model;

import java.time.Instant;

/**
 * What a node tells the mesh about itself; newest {@code sequence} wins.
 *
 * @param node the node
 * @param name what its owner calls it
 * @param account whose node it is
 * @param region region code, such as JP
 * @param site building or room: nodes of one site burn together
 * @param rank its rank
 * @param offeredBytes capacity it offers, 0 when it offers none
 * @param usedBytes bytes of the offer in use
 * @param roomBytes bytes it would accept now: offer less use, reservations and the owner's reserve
 * @param draining true while it moves what it holds elsewhere and takes nothing new
 * @param data where its data plane listens
 * @param publicKey its public key: X.509 encoding in base64, hashing to {@code node}
 * @param version program version
 * @param sequence grows with each change
 * @param at when it was made, by the node's own clock
 * @param awayUntil until when its owner announced it to be away; null when nothing is announced
 * @param signature the node's, over {@link #signedText()}, in base64; empty until it is signed
 */
public record NodeProfile(
    NodeId node,
    String name,
    AccountId account,
    String region,
    String site,
    Rank rank,
    long offeredBytes,
    long usedBytes,
    long roomBytes,
    boolean draining,
    HostPort data,
    String publicKey,
    String version,
    long sequence,
    Instant at,
    @MayLack Instant awayUntil,
    String signature) {

  /** An unsigned profile of a node that has announced no absence. */
  public NodeProfile(
      NodeId node,
      String name,
      AccountId account,
      String region,
      String site,
      Rank rank,
      long offeredBytes,
      long usedBytes,
      long roomBytes,
      boolean draining,
      HostPort data,
      String publicKey,
      String version,
      long sequence,
      Instant at) {
    this(
        node,
        name,
        account,
        region,
        site,
        rank,
        offeredBytes,
        usedBytes,
        roomBytes,
        draining,
        data,
        publicKey,
        version,
        sequence,
        at,
        null,
        "");
  }

  /** What the signature covers: every other field. */
  public String signedText() {
    return String.join(
        "\n",
        "hozon-profile-1",
        String.valueOf(node),
        Json.write(name),
        String.valueOf(account),
        Json.write(region),
        Json.write(site),
        String.valueOf(rank),
        Long.toString(offeredBytes),
        Long.toString(usedBytes),
        Long.toString(roomBytes),
        Boolean.toString(draining),
        String.valueOf(data),
        publicKey,
        Json.write(version),
        Long.toString(sequence),
        String.valueOf(at),
        String.valueOf(awayUntil));
  }

  /** The same profile with a signature. */
  public NodeProfile withSignature(String newSignature) {
    return new NodeProfile(
        node,
        name,
        account,
        region,
        site,
        rank,
        offeredBytes,
        usedBytes,
        roomBytes,
        draining,
        data,
        publicKey,
        version,
        sequence,
        at,
        awayUntil,
        newSignature);
  }

  /** True when the node takes a new pack of {@code bytes}. */
  public boolean takes(long bytes) {
    return offeredBytes > 0 && !draining && roomBytes >= bytes;
  }
}
