package org.hozon.deposit;

import java.util.Objects;

/**
 * Cuts a stream of bytes where its content says so, so that what is inserted or removed changes
 * only the chunks around it. Holds no state of a stream; thread-safe.
 *
 * <p>FastCDC with normalised chunking of level 2 (Xia et al., "FastCDC", USENIX ATC 2016; "The
 * design of fast content-defined chunking for data deduplication based storage systems", IEEE TPDS
 * 2020), gear hash of 64 bits under a table only the account knows, so that the lengths of chunks
 * tell nobody what was deposited. Two things differ from the paper. The hash is warm from 64 bytes
 * before the shortest chunk's end on, so that a cut depends on the 64 bytes before it and on
 * nothing else. And the masks are the highest bits, all of which a 64-bit gear hash mixes from at
 * least 43 bytes, instead of scattered ones.
 */
public final class Chunker {
  /** No chunk is shorter, but for the last of a stream. */
  public static final int MIN = 256 << 10;

  /** Chunks are about this long. */
  public static final int AVERAGE = 1 << 20;

  /** No chunk is longer. */
  public static final int MAX = 4 << 20;

  private static final int TABLE = 256;
  private static final int WINDOW = 64;
  private static final int ENTRY = 4 << 10;

  /** Odd with its bits well spread: Knuth, TAOCP 6.4, 2^64 by the golden ratio. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final int AVERAGE_BITS = 20;
  private static final int NORMALISATION = 2;

  /** Before the average length a cut is 4 times rarer, after it 4 times more frequent. */
  private static final int EARLY_SHIFT = Long.SIZE - (AVERAGE_BITS + NORMALISATION);

  private static final int LATE_SHIFT = Long.SIZE - (AVERAGE_BITS - NORMALISATION);

  private final long[] gear;

  /**
   * @param gear 256 random longs: {@code AccountKeys.gearTable()}
   */
  public Chunker(long[] gear) {
    if (gear.length != TABLE) {
      throw new IllegalArgumentException("a gear table has 256 entries, not " + gear.length);
    }
    this.gear = gear.clone();
  }

  /**
   * Finds the end of the chunk that begins at {@code offset}. Called with {@link #MAX} bytes or
   * more it always finds one.
   *
   * @param length how many bytes of the stream stand there
   * @param endOfInput true when no more will come after them
   * @return the chunk's length, or 0 when more bytes are needed to tell (or none are left)
   */
  public int next(byte[] buffer, int offset, int length, boolean endOfInput) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    int most = Math.min(length, MAX);
    if (most > MIN) {
      int average = Math.min(most, AVERAGE);
      int cut = scan(buffer, offset, average, most);
      if (cut > 0) {
        return cut;
      }
    }
    return length >= MAX || endOfInput ? most : 0;
  }

  /**
   * Whether content says to cut after an entry: once in {@code average} bytes when all entries are
   * asked about.
   *
   * @param end where the entry ends in the buffer; what stands of it there decides, up to 4 KiB
   * @param bytes how long it is
   */
  boolean endsWith(byte[] buffer, int end, long bytes, int average) {
    long hash = 0;
    for (int at = end - (int) Math.min(Math.min(bytes, end), ENTRY); at < end; at++) {
      hash = (hash ^ gear[buffer[at] & 0xff]) * MULTIPLIER;
    }
    return (hash >>> 33) * (double) average < (double) bytes * (1L << 31);
  }

  private int scan(byte[] buffer, int offset, int average, int most) {
    long[] table = gear;
    long hash = 0;
    int at = offset + MIN - WINDOW;
    for (int warm = at + WINDOW - 1; at < warm; at++) {
      hash = (hash << 1) + table[buffer[at] & 0xff];
    }
    for (int end = offset + average; at < end; at++) {
      hash = (hash << 1) + table[buffer[at] & 0xff];
      if (hash >>> EARLY_SHIFT == 0) {
        return at + 1 - offset;
      }
    }
    for (int end = offset + most; at < end; at++) {
      hash = (hash << 1) + table[buffer[at] & 0xff];
      if (hash >>> LATE_SHIFT == 0) {
        return at + 1 - offset;
      }
    }
    return 0;
  }
}
