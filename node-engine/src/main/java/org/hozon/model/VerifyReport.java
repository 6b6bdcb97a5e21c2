package org.hozon.model;

/**
 * What fetching a deposit's packs from every holder showed.
 *
 * @param packs packs looked at
 * @param copies copies fetched and found right
 * @param bad copies whose bytes are not what their name says
 * @param missing copies short of the policy
 */
public record VerifyReport(long packs, long copies, long bad, long missing) {}
