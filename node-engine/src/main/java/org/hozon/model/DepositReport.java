package org.hozon.model;

import java.util.List;

/**
 * How a deposit ended: safe, when this is returned.
 *
 * @param deposit the deposit
 * @param version its version, counted from 1
 * @param files files, folders and links in it
 * @param bytes plain bytes of its files
 * @param newBytes plain bytes of chunks that were not in the account before
 * @param storedBytes bytes of the packs written, one copy
 * @param sentBytes bytes sent to holders by this run, all copies
 * @param packs packs written
 * @param seconds how long it took
 * @param ignored entries left out by patterns; a folder left out counts as one
 * @param unchanged true when nothing had changed, so that no version was made
 * @param problems one sentence for each file that could not be taken as it is; empty when all were
 */
public record DepositReport(
    DepositId deposit,
    int version,
    long files,
    long bytes,
    long newBytes,
    long storedBytes,
    long sentBytes,
    int packs,
    double seconds,
    long ignored,
    boolean unchanged,
    List<String> problems) {}
