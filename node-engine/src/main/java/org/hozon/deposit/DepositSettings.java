package org.hozon.deposit;

import java.time.Duration;

/**
 * Bounds of the depositor's side.
 *
 * @param sealers packs being filled at a time, each by its own thread
 * @param packsInMemory packs in memory at a time, being filled or sent, 32 MiB each
 * @param senders packs being sent at a time
 * @param shortageWait how long a pack waits for enough holders before the deposit gives up
 * @param fetchers ranges being fetched at a time
 * @param hedgeAfter how long a range may take before a second holder is asked as well, at least
 * @param inlineLaneBytes a lane up to that size travels within the head itself
 */
record DepositSettings(
    int sealers,
    int packsInMemory,
    int senders,
    Duration shortageWait,
    int fetchers,
    Duration hedgeAfter,
    int inlineLaneBytes) {
  static final DepositSettings STANDARD =
      new DepositSettings(2, 4, 4, Duration.ofSeconds(30), 6, Duration.ofSeconds(2), 16 << 10);
}
