package org.hozon.link;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;

/** Buffer pools that keep what the data plane uses: up to {@link Wire#FILE_BUFFER} each. */
final class Buffers {
  private static final long MOST_BYTES = 64L << 20;

  private Buffers() {}

  /** A pool that keeps at most 64 MiB of idle buffers off the heap. */
  static ByteBufferPool pool() {
    return new ArrayByteBufferPool(
        0, 4 << 10, Wire.FILE_BUFFER, Integer.MAX_VALUE, MOST_BYTES / 4, MOST_BYTES);
  }
}
