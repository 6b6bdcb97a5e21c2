package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Reads files into chunks and makes sure they did not change meanwhile: reads again when one did,
 * up to three times. Used by one thread.
 */
final class StableReader {
  private static final int TRIES = 3;
  private static final int BUFFER = 2 * Chunker.MAX;
  private static final int READ = 1 << 20;
  private static final byte[] ZEROS = new byte[64 << 10];

  private final Chunker chunker;
  private final ChunkLine line;
  private final Meter meter;
  private final byte[] buffer = new byte[BUFFER];
  private long bytesRead;

  /** What holes are cut into, always the same, so that it is worked out once. */
  private PendingChunk zeroChunk;

  private int zeroLength;

  StableReader(Chunker chunker, ChunkLine line, Meter meter) {
    this.chunker = chunker;
    this.line = line;
    this.meter = meter;
  }

  /**
   * A file as it was read.
   *
   * @param stamp what the system said of it after the last reading
   * @param bytes how many were read
   * @param steady false when it changed during every reading
   */
  record Reading(FileStamp stamp, long bytes, List<PendingChunk> chunks, boolean steady) {}

  /** Bytes read from all files, second readings included. */
  long bytesRead() {
    return bytesRead;
  }

  /** Reads a file, its link never followed. */
  Reading read(Path file) throws IOException {
    FileStamp before = FileStamp.of(file);
    for (int tries = 1; ; tries++) {
      List<PendingChunk> chunks = new ArrayList<>();
      long bytes = readOnce(file, chunks);
      FileStamp after = FileStamp.of(file);
      boolean steady = before.sameContents(after) && bytes == after.size();
      if (steady || tries == TRIES) {
        return new Reading(after, bytes, chunks, steady);
      }
      meter.bytes(-bytes);
      before = after;
    }
  }

  private long readOnce(Path file, List<PendingChunk> chunks) throws IOException {
    long counted = 0;
    boolean whole = false;
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      int start = 0;
      int end = 0;
      boolean ended = false;
      while (!ended || start < end) {
        if (!ended && end - start < Chunker.MAX) {
          System.arraycopy(buffer, start, buffer, 0, end - start);
          end -= start;
          start = 0;
          // Filled up, so that the chunker looks at no byte twice.
          while (!ended && end < buffer.length) {
            int read = fill(channel, end);
            ended = read < 0;
            end += Math.max(0, read);
            counted += Math.max(0, read);
            bytesRead += Math.max(0, read);
            meter.bytes(Math.max(0, read));
          }
        }
        start += take(start, end, ended, chunks);
      }
      whole = true;
      return counted;
    } finally {
      if (!whole) {
        meter.bytes(-counted);
      }
    }
  }

  private int take(int start, int end, boolean ended, List<PendingChunk> chunks) {
    boolean zeros = end - start >= Chunker.MAX && isZero(start);
    if (zeros && zeroChunk != null) {
      chunks.add(zeroChunk);
      return zeroLength;
    }
    int length = chunker.next(buffer, start, end - start, ended);
    if (length > 0) {
      PendingChunk chunk = line.add(buffer, start, length);
      chunks.add(chunk);
      if (zeros) {
        zeroChunk = chunk;
        zeroLength = length;
      }
    }
    return length;
  }

  private boolean isZero(int start) {
    for (int at = start; at < start + Chunker.MAX; at += ZEROS.length) {
      if (!Arrays.equals(buffer, at, at + ZEROS.length, ZEROS, 0, ZEROS.length)) {
        return false;
      }
    }
    return true;
  }

  private int fill(SeekableByteChannel channel, int from) throws IOException {
    // The system copies through a buffer of that size and keeps it for each thread.
    int length = Math.min(READ, buffer.length - from);
    return channel.read(ByteBuffer.wrap(buffer, from, length));
  }
}
