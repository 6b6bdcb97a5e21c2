package org.hozon.model;

/**
 * What a deletion did.
 *
 * @param deposit the deposit
 * @param versions versions removed
 * @param packs packs that nothing needs any more and that were given up
 * @param bytes their bytes, one copy
 * @param rewritten live bytes that were moved out of packs that were mostly dead
 * @param waiting packs given up once the account's other machines have seen the deletion
 */
public record DeleteReport(
    DepositId deposit, int versions, int packs, long bytes, long rewritten, int waiting) {}
