package org.hozon.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.hozon.model.PackTicket;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pack coming in: each piece goes to this node's disk and on to the chain as it arrives. A
 * failure of either leaves the other going.
 */
final class Reception {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final LinkSetup setup;
  private final PackTicket ticket;
  private final PackStore.Incoming incoming;
  private final Forward forward;
  private StoreRefusal failure;

  /**
   * @param forward the rest of the chain; null when there is none
   */
  Reception(LinkSetup setup, PackTicket ticket, PackStore.Incoming incoming, Forward forward) {
    this.setup = setup;
    this.ticket = ticket;
    this.incoming = incoming;
    this.forward = forward;
  }

  Forward forward() {
    return forward;
  }

  /** Bytes already here. */
  long resumeAt() {
    return incoming.offset();
  }

  /**
   * Receives the body.
   *
   * @param offset where in the pack the body begins, at most {@link #resumeAt}
   * @throws IOException when the sender fails; what came stays for another try
   */
  void run(Request request, long offset, Heartbeat heartbeat) throws IOException {
    long endsAt = System.nanoTime() + setup.limits().longest(ticket.bytes()).toNanos();
    long known = incoming.offset();
    long position = offset;
    try (Inflow body =
        new Inflow(
            request, request.getComponents().getByteBufferPool(), setup.limits().senderStall())) {
      while (position < ticket.bytes()) {
        Inflow.Piece come = body.next();
        if (come == null) {
          throw new IOException("the sender stopped after " + position + " bytes");
        }
        heartbeat.start();
        try {
          position += take(come, position, known);
        } finally {
          come.release();
        }
        if (System.nanoTime() > endsAt) {
          throw new IOException("the sender was too slow to ever finish");
        }
      }
    }
    heartbeat.start();
  }

  private int take(Inflow.Piece come, long position, long known) throws IOException {
    ByteBuffer left = come.bytes();
    int bytes = left.remaining();
    long at = position;
    while (left.hasRemaining()) {
      int size = turn(left.remaining());
      ByteBuffer piece = left.slice(left.position(), size);
      left.position(left.position() + size);
      store(piece.duplicate(), at, known);
      if (forward != null) {
        forward.push(piece, come);
      }
      at += size;
    }
    return bytes;
  }

  private int turn(int wanted) throws IOException {
    try {
      return setup.download().take(wanted);
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    }
  }

  private void store(ByteBuffer piece, long position, long known) {
    long skip = Math.max(0, Math.min(piece.remaining(), known - position));
    piece.position(piece.position() + (int) skip);
    if (failure != null || !piece.hasRemaining()) {
      return;
    }
    try {
      incoming.write(piece);
    } catch (StoreRefusal refusal) {
      failure = refusal;
    } catch (IOException disk) {
      LOG.warn("cannot write pack {}", ticket.pack(), disk);
      failure =
          new StoreRefusal(
              StoreRefusal.Why.DISK_FAILED, "its disk cannot be written: " + disk.getMessage());
    }
  }

  /**
   * Makes the pack durable.
   *
   * @return null when it is, otherwise why not
   */
  StoreRefusal commit() {
    if (failure == null) {
      try {
        incoming.commit();
      } catch (StoreRefusal refusal) {
        failure = refusal;
      }
    }
    return failure;
  }
}
