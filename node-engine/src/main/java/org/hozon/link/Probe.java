package org.hozon.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.hozon.link.PeerClient.Peer;

/** Sends a peer bytes to throw away, under the upload limit, and takes the time. */
final class Probe {
  private final LinkSetup setup;
  private final Calls calls;
  private final Peer peer;
  private final int bytes;

  Probe(LinkSetup setup, Calls calls, Peer peer, int bytes) {
    this.setup = setup;
    this.calls = calls;
    this.peer = peer;
    this.bytes = bytes;
  }

  /**
   * @return bytes per second; when {@code within} was too short, what went in that time, which is
   *     the most the line can do
   */
  double run(Duration roundTrip, Duration within) throws IOException {
    String who = Calls.who(peer);
    AtomicLong moved = new AtomicLong();
    Request request =
        calls
            .request(peer, HttpMethod.POST, Wire.PROBE)
            .timeout(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
    long began = System.nanoTime();
    long waited = 0;
    try (Upload upload = new Upload(request, bytes, moved::addAndGet)) {
      upload.send();
      boolean taken = true;
      for (int left = bytes; taken && left > 0; ) {
        long asked = System.nanoTime();
        int piece = setup.upload().take(Math.min(left, Wire.SOCKET_BUFFER));
        waited += System.nanoTime() - asked;
        taken = upload.push(ByteBuffer.allocate(piece), () -> {});
        left -= piece;
      }
      Upload.Reply reply = upload.reply();
      Calls.good(who, reply.status(), reply.body());
      long took = System.nanoTime() - began - waited - roundTrip.toNanos();
      return bytes / (Math.max(took, 10_000) / 1e9);
    } catch (PeerRefusal | InterruptedIOException notSlow) {
      throw notSlow;
    } catch (IOException failed) {
      long took = System.nanoTime() - began;
      if (took < within.toNanos() || moved.get() == 0) {
        throw calls.inWords(who, failed);
      }
      return moved.get() / (Math.max(took - waited, 10_000) / 1e9);
    } catch (InterruptedException cancelled) {
      throw Interruption.of(cancelled);
    }
  }
}
