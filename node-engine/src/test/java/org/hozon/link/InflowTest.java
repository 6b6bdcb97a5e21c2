package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.content.AsyncContent;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InflowTest {
  private static final Duration STALL = Duration.ofSeconds(30);
  private static final int RECORD = 16 << 10;
  private static final int LARGE = 5 << 20;

  private final byte[] body = new byte[LARGE];
  private final AsyncContent source = new AsyncContent();

  InflowTest() {
    new Random(7).nextBytes(body);
  }

  private Inflow inflow(Duration stall) {
    return new Inflow(source, Buffers.pool(), stall);
  }

  /** Writes the body in small pieces; each permit is one that was taken. */
  private CompletableFuture<Void> write(Semaphore taken) {
    return CompletableFuture.runAsync(
        () -> {
          for (int at = 0; at < body.length; at += RECORD - 7) {
            int size = Math.min(RECORD - 7, body.length - at);
            boolean last = at + size == body.length;
            source.write(
                last, ByteBuffer.wrap(body, at, size), Callback.from(() -> taken.release(size)));
          }
        });
  }

  private static byte[] bytes(Inflow.Piece piece) {
    byte[] bytes = new byte[piece.bytes().remaining()];
    piece.bytes().get(bytes);
    return bytes;
  }

  @Test
  void manySmallPiecesBecomeAFewLargeOnes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int pieces = 0;
    try (Inflow inflow = inflow(STALL)) {
      CompletableFuture<Void> writing = write(new Semaphore(0));
      for (Inflow.Piece piece = inflow.next(); piece != null; piece = inflow.next()) {
        all.write(bytes(piece));
        piece.release();
        pieces++;
      }
      writing.join();
      assertThat(inflow.next()).isNull();
    }
    assertThat(all.toByteArray()).isEqualTo(body);
    assertThat(pieces).isLessThan(body.length / RECORD / 4);
  }

  @Test
  void whoTakesNothingMakesTheSenderWait() throws IOException {
    Semaphore taken = new Semaphore(0);
    try (Inflow inflow = inflow(STALL)) {
      List<Inflow.Piece> kept = new ArrayList<>();
      write(taken).join();
      // All is written, and no more of it was taken than four pieces have room for.
      assertThat(taken.availablePermits()).isLessThanOrEqualTo(4 * Wire.FILE_BUFFER);
      kept.add(inflow.next());
      kept.get(0).retain();
      kept.get(0).release();
      int before = taken.availablePermits();
      kept.get(0).release();
      assertThat(taken.availablePermits()).isGreaterThan(before);
    }
  }

  @Test
  void aSlowLineKeepsNobodyWaitingForAFullPiece() throws IOException {
    try (Inflow inflow = inflow(STALL)) {
      source.write(false, ByteBuffer.wrap(body, 0, 10), Callback.NOOP);
      Inflow.Piece first = inflow.next();
      assertThat(bytes(first)).hasSize(10);
      first.release();
      source.write(true, ByteBuffer.wrap(body, 10, 5), Callback.NOOP);
      Inflow.Piece second = inflow.next();
      assertThat(bytes(second)).hasSize(5);
      second.release();
      assertThat(inflow.next()).isNull();
    }
  }

  @Test
  void whatCameBeforeAFailureIsHandedOut() throws IOException {
    try (Inflow inflow = inflow(STALL)) {
      source.write(false, ByteBuffer.wrap(body, 0, 10), Callback.NOOP);
      source.fail(new IOException("the line was cut"));
      Inflow.Piece piece = inflow.next();
      assertThat(bytes(piece)).hasSize(10);
      piece.release();
      assertThatThrownBy(inflow::next)
          .isInstanceOf(IOException.class)
          .hasRootCauseMessage("the line was cut");
    }
  }

  @Test
  void silenceEndsIt() {
    try (Inflow inflow = inflow(Duration.ofMillis(20))) {
      assertThatThrownBy(inflow::next).isInstanceOf(SilentPeer.class);
    }
  }
}
