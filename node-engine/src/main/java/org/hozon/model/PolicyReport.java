package org.hozon.model;

/**
 * What a change of policy did.
 *
 * @param deposit the deposit
 * @param policy what is asked of its holders from now on
 * @param packs packs whose holders were told
 * @param bytes their bytes, one copy
 * @param shared packs that stay under their former policy, because another deposit or another
 *     machine of the account asks for it
 */
public record PolicyReport(DepositId deposit, Policy policy, int packs, long bytes, int shared) {}
