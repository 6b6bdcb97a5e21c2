package org.hozon.model;

import java.time.Instant;

/**
 * A signed word that a machine or an account no longer belongs to the mesh; it is never taken back.
 *
 * @param kind who is shut out
 * @param account the account: of the machine, or the one shut out
 * @param node the machine; null when the whole account is shut out
 * @param at when it was signed
 * @param publicKey of the signer: the account's signing key for a machine, the authority's key for
 *     an account; X.509 encoding
 * @param signature over {@link #signedText()}
 */
public record Revocation(
    Kind kind,
    AccountId account,
    @MayLack NodeId node,
    Instant at,
    byte[] publicKey,
    byte[] signature) {
  /** Who is shut out. */
  public enum Kind {
    /** One machine, by its account. */
    MACHINE,
    /** A whole account, by the mesh's authority. */
    ACCOUNT
  }

  /** What the signature covers. */
  public String signedText() {
    return "hozon-revocation-1\n" + kind + "\n" + account + "\n" + node + "\n" + at;
  }
}
