package org.hozon.model;

import java.time.Instant;

/**
 * Where a node stands in its mesh by its certificates, as it knows itself.
 *
 * @param state how it stands
 * @param mesh what the mesh is called; empty in an open one
 * @param authority SHA-256 of the authority's certificate in hex; empty in an open mesh
 * @param account whose certificate it is
 * @param from when the account's certificate begins to be valid; null when it has none of an
 *     authority
 * @param until when it expires; null as {@code from}
 * @param renewal from when on the center makes it anew, unasked; null as {@code from}
 * @param machineUntil when this machine's own certificate expires
 * @param machineRenewal when this node makes it anew itself
 * @param shutOut since when the machine or its account is shut out; null when it is not, as far as
 *     this node knows
 * @param center true when this node is the mesh's center
 * @param centerAnswered when the center last answered this node; null when it was never asked, or
 *     nobody remembers
 */
public record CertificateReport(
    State state,
    String mesh,
    String authority,
    AccountId account,
    Instant from,
    Instant until,
    Instant renewal,
    Instant machineUntil,
    Instant machineRenewal,
    Instant shutOut,
    boolean center,
    Instant centerAnswered) {
  /** Of a node without any, where a measurement switched encryption off. */
  public static CertificateReport none(AccountId account) {
    return new CertificateReport(
        State.OPEN, "", "", account, null, null, null, null, null, null, false, null);
  }

  /** How a node can stand. */
  public enum State {
    /** The mesh has no authority: accounts and machines certify themselves. */
    OPEN,
    /** Certified, and nothing is to be done. */
    FINE,
    /** Certified still, but the center should have made the certificate anew by now. */
    RENEWAL_OVERDUE,
    /** By this computer's clock the certificate begins to be valid later. */
    NOT_YET_VALID,
    /** The other nodes take it no more. */
    EXPIRED,
    /** The mesh has an authority, of which this node knows no certificate for its account. */
    UNCERTIFIED,
    /** The account shut this machine out. */
    MACHINE_SHUT_OUT,
    /** The mesh's center shut the account out. */
    ACCOUNT_SHUT_OUT
  }
}
