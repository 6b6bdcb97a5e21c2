package org.hozon.model;

/**
 * A member as it is listed.
 *
 * @param state alive, suspect, down, out
 * @param distanceSeconds expected seconds to send it a full pack from here; null while unknown
 */
public record NodeReport(
    NodeId node,
    String name,
    AccountId account,
    String region,
    Rank rank,
    long offered,
    long used,
    String state,
    Double distanceSeconds) {}
