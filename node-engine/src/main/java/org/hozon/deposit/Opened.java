package org.hozon.deposit;

import java.nio.ByteBuffer;
import java.util.List;

/** The plaintexts of a range's chunks, in order; closed when they have been used. */
final class Opened implements AutoCloseable {
  private final List<ByteBuffer> chunks;
  private final Runnable done;

  /**
   * @param done gives the memory of the chunks back
   */
  Opened(List<ByteBuffer> chunks, Runnable done) {
    this.chunks = chunks;
    this.done = done;
  }

  /** Each with its bytes from position to limit. */
  List<ByteBuffer> chunks() {
    return chunks;
  }

  /** A copy of one chunk. */
  byte[] copy(int chunk) {
    ByteBuffer bytes = chunks.get(chunk).duplicate();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  @Override
  public void close() {
    done.run();
  }
}
