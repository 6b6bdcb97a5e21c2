package org.hozon.deposit;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.hozon.crypto.PackMemory;
import org.hozon.crypto.PackWriter;

/**
 * Buffers outside the heap that are used again: a range of megabytes allocated anew for each fetch
 * would keep the garbage collector busier than the ciphers. One that is not given back is merely
 * collected. Thread-safe.
 */
final class DirectMemory implements PackMemory {
  private static final int SMALLEST = 64 << 10;
  private static final int LARGEST = PackWriter.MAX_BYTES;

  /** What a range is longer than the round number of bytes in it: headers, tags, spare. */
  private static final int MARGIN = 8 << 10;

  private final Map<Integer, Queue<ByteBuffer>> free = new ConcurrentHashMap<>();

  /** A buffer with room for exactly as many bytes, position to limit. */
  @Override
  public ByteBuffer take(int bytes) {
    int size = size(bytes);
    ByteBuffer kept = size == 0 ? null : queue(size).poll();
    ByteBuffer buffer =
        kept == null ? ByteBuffer.allocateDirect(size == 0 ? bytes : size + MARGIN) : kept;
    return buffer.clear().limit(bytes);
  }

  /** Takes a buffer back that nobody reads or writes any more. */
  @Override
  public void give(ByteBuffer buffer) {
    int size = buffer.capacity() - MARGIN;
    if (size >= SMALLEST && size <= LARGEST) {
      queue(size).add(buffer);
    }
  }

  private Queue<ByteBuffer> queue(int size) {
    return free.computeIfAbsent(size, any -> new ConcurrentLinkedQueue<>());
  }

  private static int size(int bytes) {
    int size = SMALLEST;
    while (size + MARGIN < bytes && size < LARGEST) {
      size *= 2;
    }
    return size + MARGIN < bytes ? 0 : size;
  }
}
