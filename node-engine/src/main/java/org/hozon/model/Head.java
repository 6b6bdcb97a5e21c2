package org.hozon.model;

import java.time.Instant;

/**
 * The newest state of what one machine of an account has deposited.
 *
 * <p>Each machine of an account writes only its own head, so two machines never overwrite each
 * other, whatever the network does; an account's catalogue is the union over its machines.
 *
 * @param account whose head it is
 * @param machine the node that writes it
 * @param sequence grows by one with each publication; newest valid wins, older ones are refused
 * @param time when it was published
 * @param publicKey the account's public signing key, X.509 encoding; it hashes to {@code account}
 * @param sealedRoot the references to the catalogue's chunks, sealed for the account alone
 * @param signature the account's Ed25519 signature over {@link #signedBytes()}
 */
public record Head(
    AccountId account,
    NodeId machine,
    long sequence,
    Instant time,
    byte[] publicKey,
    byte[] sealedRoot,
    byte[] signature) {

  /** What the signature covers: every field before it. */
  public byte[] signedBytes() {
    String text =
        "hozon-head-1\n"
            + account
            + "\n"
            + machine
            + "\n"
            + sequence
            + "\n"
            + time
            + "\n"
            + Hex.of(publicKey)
            + "\n"
            + Hex.of(sealedRoot);
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
