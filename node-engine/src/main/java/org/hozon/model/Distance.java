package org.hozon.model;

/**
 * The data distance from one node to another as the sender sees it ([0026]).
 *
 * @param from the sender
 * @param to the receiver
 * @param bytesPerSecond line speed the sender expects, its upload limit included
 * @param roundTripMillis measured round trip
 * @param queuedBytes bytes the sender already has to send (congestion)
 * @param reliability share of recent transfers to the receiver that succeeded, 0 to 1; a failed
 *     proof counts as a transfer that did not
 * @param measured false when the line speed is an assumption, not a measurement
 */
public record Distance(
    NodeId from,
    NodeId to,
    double bytesPerSecond,
    double roundTripMillis,
    long queuedBytes,
    double reliability,
    boolean measured) {}
