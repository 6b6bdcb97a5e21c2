package org.hozon.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.Request;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.PackTicket;

/** One pack on its way to the first of a chain: measured, and under the upload limit. */
final class Transfer implements PackSender.Sink, Closeable {
  private final LinkSetup setup;
  private final Calls calls;
  private final PackTicket ticket;
  private final List<Peer> chain;
  private final Upload upload;
  private final LineMeter.Sending sending;

  Transfer(
      LinkSetup setup,
      Calls calls,
      Request request,
      PackTicket ticket,
      List<Peer> chain,
      long length,
      LineMeter.Sending sending) {
    this.setup = setup;
    this.calls = calls;
    this.ticket = ticket;
    this.chain = chain;
    this.sending = sending;
    this.upload = new Upload(request, length, sending::moved);
    upload.send();
  }

  /** Waits until the peer takes bytes; false when it never will. */
  boolean awaitOpen() throws InterruptedIOException {
    boolean open = upload.awaitOpen();
    sending.opened();
    return open;
  }

  @Override
  public boolean push(ByteBuffer piece, Runnable release) throws InterruptedIOException {
    AtomicInteger users = new AtomicInteger(1);
    Runnable releaseOnce =
        () -> {
          if (users.decrementAndGet() == 0) {
            release.run();
          }
        };
    try {
      while (piece.hasRemaining()) {
        int size = turn(piece.remaining());
        ByteBuffer part = piece.slice(piece.position(), size);
        piece.position(piece.position() + size);
        users.incrementAndGet();
        if (!upload.push(part, releaseOnce)) {
          return false;
        }
      }
      return true;
    } finally {
      releaseOnce.run();
    }
  }

  /**
   * Waits for the peer's answer.
   *
   * @throws IOException in words, when the first of the chain failed
   */
  ChainResult result() throws IOException {
    String who = Calls.who(chain.get(0));
    try {
      Upload.Reply reply = upload.reply();
      byte[] body = Calls.good(who, reply.status(), reply.body());
      ChainResult told = Wire.json(body, ChainResult.class);
      ChainResult checked = PackSender.checked(ticket, chain, told);
      sending.ended(true);
      return checked;
    } catch (PeerRefusal | InterruptedIOException notTheLine) {
      throw notTheLine;
    } catch (IOException failed) {
      sending.ended(false);
      throw calls.inWords(who, failed);
    }
  }

  private int turn(int wanted) throws InterruptedIOException {
    if (setup.upload().limit() == 0) {
      return wanted;
    }
    long began = System.nanoTime();
    try {
      return setup.upload().take(wanted);
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    } finally {
      sending.waited(System.nanoTime() - began);
    }
  }

  @Override
  public void close() {
    upload.close();
    sending.close();
  }
}
