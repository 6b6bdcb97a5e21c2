package org.hozon.deposit;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts what is written to it into chunks; used by one thread. */
final class ChunkingStream extends OutputStream {
  private final Chunker chunker;
  private final ChunkLine line;
  private final List<PendingChunk> chunks = new ArrayList<>();
  private final byte[] buffer = new byte[Chunker.MAX];
  private int filled;

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
