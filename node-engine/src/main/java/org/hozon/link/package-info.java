/**
 * Floor 4: the data plane between nodes: pack server and client, throttles, distance probes.
 *
 * <p>HTTP/1.1, version in the path; errors are JSON {@code {reason, why}}:
 *
 * <ul>
 *   <li>{@code PUT /v1/packs/ID} with {@code Hozon-Ticket}, {@code Hozon-Chain}, {@code
 *       Hozon-Offset} and {@code Expect: 100-continue}: takes a pack and passes it down its chain
 *       while it comes; answers with receipts and failures once all of them are known
 *   <li>{@code GET, HEAD /v1/packs/ID} whole or one {@code Range}; {@code GET
 *       /v1/packs/ID/partial}; {@code POST /v1/packs/held}
 *   <li>{@code GET /v1/hello}; {@code POST /v1/messages}; {@code PUT /v1/heads}; {@code GET
 *       /v1/heads/ACCOUNT}; {@code GET /v1/ping}; {@code POST /v1/probe}
 * </ul>
 *
 * <p>Whoever works on a long request says so every few seconds with "102 Processing", so a silence
 * of the stall time always means that the peer itself is dead or cut off, however slow the disks
 * and lines behind it are. A receiver waits twice as long for a sender, who looks after its own
 * troubles first. Busy (503) is asked again with growing pauses.
 */
package org.hozon.link;
