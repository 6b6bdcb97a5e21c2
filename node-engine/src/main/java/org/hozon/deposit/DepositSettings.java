package org.hozon.deposit;

import java.time.Duration;

/**
 * Bounds of the depositor's side.
 *
 * @param sealers packs being filled at a time, each by its own thread
 * @param packsInMemory packs in memory at a time, being filled or sent, 32 MiB each
 * @param shortageWait how long a pack waits for enough holders before the deposit gives up
 * @param answerWait how long small questions to many nodes wait for the slowest
 * @param fetchers ranges being fetched at a time
 * @param hedgeAfter how long a range may take before a second holder is asked as well, at least
 * @param inlineLaneBytes a lane up to that size travels within the head itself
 */
record DepositSettings(
    int sealers,
    int packsInMemory,
    Duration shortageWait,
    Duration answerWait,
    int fetchers,
    Duration hedgeAfter,
    int inlineLaneBytes) {
  static final DepositSettings STANDARD =
      new DepositSettings(
          2, 5, Duration.ofSeconds(30), Duration.ofSeconds(10), 6, Duration.ofSeconds(2), 16 << 10);
}
