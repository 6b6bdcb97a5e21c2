package org.hozon.deposit;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import org.hozon.model.ChunkRef;

/** The plaintext of a list of chunks as a stream, fetched a few ranges ahead of the reader. */
final class ChunkStream extends InputStream {
  private static final int AHEAD = 3;

  private final RangeFetcher fetcher;
  private final Threads threads;
  private final Iterator<PackRange<Void>> ranges;
  private final Deque<Future<Opened>> coming = new ArrayDeque<>();
  private Opened present;
  private Iterator<ByteBuffer> chunks = Collections.emptyIterator();
  private ByteBuffer chunk = ByteBuffer.allocate(0);

  ChunkStream(List<ChunkRef> chunks, RangeFetcher fetcher, Threads threads) {
    this.fetcher = fetcher;
    this.threads = threads;
    List<PackRange<Void>> planned = new ArrayList<>();
    PackRange.Builder<Void> builder = new PackRange.Builder<>(planned::add);
    chunks.forEach(chunk -> builder.add(chunk, null));
    builder.flush();
    ranges = planned.iterator();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (!chunk.hasRemaining()) {
      if (chunks.hasNext()) {
        chunk = chunks.next();
      } else if (!next()) {
        return -1;
      }
    }
    int taken = Math.min(length, chunk.remaining());
    chunk.get(into, offset, taken);
    return taken;
  }

  private boolean next() {
    letGo();
    while (coming.size() < AHEAD && ranges.hasNext()) {
      PackRange<Void> range = ranges.next();
      coming.add(threads.workers().submit(() -> fetcher.fetch(range)));
    }
    if (coming.isEmpty()) {
      return false;
    }
    present = Threads.result(coming.remove());
    chunks = present.chunks().iterator();
    return true;
  }

  private void letGo() {
    if (present != null) {
      present.close();
      present = null;
    }
  }

  @Override
  public void close() {
    coming.forEach(future -> future.cancel(true));
    coming.clear();
    chunks = Collections.emptyIterator();
    chunk = ByteBuffer.allocate(0);
    letGo();
  }
}
