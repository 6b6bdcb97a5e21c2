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
  private static final int SEALERS = 2;
  private static final int MOST_PACKS = 5;

  /** Of the heap this much goes to one more pack: the pack, and what is read and cut meanwhile. */
  private static final long HEAP_FOR_A_PACK = 96L << 20;

  /** What this process has memory for. */
  static DepositSettings standard() {
    return standard(Runtime.getRuntime().maxMemory());
  }

  /**
   * The usual bounds; a small heap keeps fewer packs in memory, so that slow holders cost time and
   * never the process.
   *
   * @param heapBytes the largest the heap may become
   */
  static DepositSettings standard(long heapBytes) {
    int packs = (int) Math.max(SEALERS + 1, Math.min(MOST_PACKS, heapBytes / HEAP_FOR_A_PACK));
    return new DepositSettings(
        SEALERS,
        packs,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        6,
        Duration.ofSeconds(2),
        16 << 10);
  }
}
