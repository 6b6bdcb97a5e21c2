package org.hozon.deposit;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private final Deque<Future<List<byte[]>>> coming = new ArrayDeque<>();
  private final Deque<byte[]> opened = new ArrayDeque<>();
  private int position;

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
    while (opened.isEmpty() || position == opened.peek().length) {
      if (!opened.isEmpty()) {
        opened.remove();
        position = 0;
      } else if (!next()) {
        return -1;
      }
    }
    byte[] present = opened.element();
    int taken = Math.min(length, present.length - position);
    System.arraycopy(present, position, into, offset, taken);
    position += taken;
    return taken;
  }

  private boolean next() {
    while (coming.size() < AHEAD && ranges.hasNext()) {
      PackRange<Void> range = ranges.next();
      coming.add(threads.workers().submit(() -> fetcher.fetch(range)));
    }
    if (coming.isEmpty()) {
      return false;
    }
    opened.addAll(Threads.result(coming.remove()));
    return true;
  }

  @Override
  public void close() {
    coming.forEach(future -> future.cancel(true));
    coming.clear();
  }
}
