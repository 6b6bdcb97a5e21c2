package org.hozon.deposit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * The way chunks take to their holders: known ones are found, others sealed into packs and sent.
 */
final class Outflow implements AutoCloseable {
  private final PackSender sender;
  private final Sealers sealers;
  private final ChunkLine line;
  private final Chunker chunker;

  /**
   * Opens the way.
   *
   * @param usable whether a known chunk may be relied on in the pack it stands in
   * @param sent concurrent map to put packs into that count, with their sizes
   */
  Outflow(
      Parts parts,
      Threads threads,
      Waiting waiting,
      Policy policy,
      Predicate<PackId> usable,
      Map<PackId, Long> sent) {
    ChunkLine[] told = new ChunkLine[1];
    sender = new PackSender(parts, threads, waiting, policy, sent, refs -> told[0].completed(refs));
    DirectMemory memory = new DirectMemory();
    sealers = new Sealers(parts.keys(), parts.settings(), threads, memory, sender::send);
    line = new ChunkLine(parts.keys(), parts.catalogue(), usable, sealers, memory);
    told[0] = line;
    chunker = new Chunker(parts.keys().gearTable());
  }

  /** A way on which everything is sealed anew. */
  static Outflow anew(Parts parts, Threads threads, Waiting waiting, Policy policy) {
    Map<PackId, Long> sent = new ConcurrentHashMap<>();
    return new Outflow(parts, threads, waiting, policy, sent::containsKey, sent);
  }

  ChunkLine line() {
    return line;
  }

  Chunker chunker() {
    return chunker;
  }

  /** The packs that count, with their sizes. */
  Map<PackId, Long> sent() {
    return sender.sent();
  }

  /** Bytes that holders signed for, all copies. */
  long sentBytes() {
    return sender.sentBytes();
  }

  /** A stream whose bytes go this way. */
  ChunkingStream stream() {
    return new ChunkingStream(chunker, line);
  }

  /** Finishes all packs; every chunk handed in knows its pack then. */
  void flush() {
    line.drain();
    sealers.flush();
  }

  /** The references of all that was written to a stream of chunks. */
  List<ChunkRef> settle(ChunkingStream stream) {
    flush();
    return stream.chunks().stream().map(PendingChunk::ref).toList();
  }

  /** Waits until every pack is safe. */
  void awaitSent() {
    sealers.awaitSent();
  }

  @Override
  public void close() {
    sealers.close();
  }
}
