package org.hozon.deposit;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what is written to it into chunks: anywhere, or at the ends of entries where these are told;
 * used by one thread.
 */
final class ChunkingStream extends OutputStream {
  /** No chunk that ends with an entry is shorter, but for the last. */
  static final int SHORTEST_LIST = 128 << 10;

  /** Bytes after the shortest that a chunk of entries has on average. */
  static final int USUAL_LIST = 512 << 10;

  /** A chunk ends with the entry that reaches this. */
  static final int LONGEST_LIST = 2 << 20;

  private final Chunker chunker;
  private final ChunkLine line;
  private final List<PendingChunk> chunks = new ArrayList<>();
  private final byte[] buffer = new byte[Chunker.MAX];
  private int filled;
  private long entry;

  ChunkingStream(Chunker chunker, ChunkLine line) {
    this.chunker = chunker;
    this.line = line;
  }

  /** The chunks so far. */
  List<PendingChunk> chunks() {
    return chunks;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    int position = offset;
    int left = length;
    entry += length;
    while (left > 0) {
      int taken = Math.min(left, buffer.length - filled);
      System.arraycopy(from, position, buffer, filled, taken);
      filled += taken;
      position += taken;
      left -= taken;
      if (filled == buffer.length) {
        cut(false);
      }
    }
  }

  /**
   * Says that an entry has just ended. Whether a chunk ends with it depends on its bytes and, so
   * that chunks have about the same length whatever entries there are, on its length.
   *
   * @return true when the next byte begins a chunk
   */
  boolean entryEnded() {
    long length = entry;
    entry = 0;
    boolean chosen =
        filled >= LONGEST_LIST
            || (filled >= SHORTEST_LIST && chunker.endsWith(buffer, filled, length, USUAL_LIST));
    if (chosen) {
      chunks.add(line.add(buffer, 0, filled));
      filled = 0;
    }
    return filled == 0;
  }

  @Override
  public void close() {
    cut(true);
  }

  private void cut(boolean ended) {
    int start = 0;
    int length = chunker.next(buffer, 0, filled, ended);
    while (length > 0) {
      chunks.add(line.add(buffer, start, length));
      start += length;
      length = chunker.next(buffer, start, filled - start, ended);
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
  }
}
