package org.hozon.model;

/**
 * One screen about this node and its account.
 *
 * @param deposits how many deposits the account has
 * @param repairs repairs this node leads now, waiting ones included
 */
public record StatusReport(
    NodeId node,
    String name,
    AccountId account,
    int members,
    int deposits,
    Packs packs,
    OfferReport offer,
    int repairs) {
  /** Counts of this account's packs by health. */
  public record Packs(long total, long healthy, long underReplicated, long lost) {}
}
