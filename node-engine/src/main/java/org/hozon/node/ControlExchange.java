package org.hozon.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Progress;

/**
 * One call through a control port. Speaks HTTP/1.0 over a plain channel: that starts at once where
 * an HTTP library takes a tenth of a second to load, and an interrupt ends it.
 */
final class ControlExchange {
  private static final int CONNECT_MILLIS = 3_000;

  /** The node shows twice a second that it is alive; this long without means that it hangs. */
  private static final int SILENCE_MILLIS = 30_000;

  private final Path home;
  private final ControlProtocol.Call call;
  private final ControlProtocol.Arguments given;
  private ControlFile file;

  ControlExchange(Path home, ControlProtocol.Call call, ControlProtocol.Arguments given) {
    this.home = home;
    this.call = call;
    this.given = given;
  }

  /**
   * Makes the call.
   *
   * @return the result; a null node for a call that returns nothing
   * @throws HozonException what the node threw; of kind NO_NODE when none answers
   */
  JsonNode run(Progress progress, Consumer<JsonNode> items) {
    file = ControlFile.read(home).orElseThrow(() -> noNode(null));
    try (SocketChannel channel = connect()) {
      send(channel);
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(channel.socket().getInputStream(), StandardCharsets.UTF_8));
      requireNode(lines);
      return answer(lines, progress, items);
    } catch (ClosedByInterruptException cancelled) {
      throw new HozonException(HozonException.Kind.FAILED, "Cancelled.", cancelled);
    } catch (SocketTimeoutException silent) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The node of "
              + home
              + " runs (process "
              + file.pid()
              + ") but does not answer; its log in the home's logs folder may tell why.",
          silent);
    } catch (IOException broken) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The node of "
              + home
              + " ended before the command was done; what it had acknowledged is"
              + " safe. Start it again and repeat the command.",
          broken);
    }
  }

  /** Waits until the node this call went to has let go of its home. */
  void awaitGone(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (ControlFile.read(home).filter(file::equals).isPresent()) {
        if (System.nanoTime() - end > 0) {
          throw new HozonException(
              HozonException.Kind.FAILED,
              "The node of "
                  + home
                  + " was told to stop but has not ended after "
                  + atMost.toSeconds()
                  + " seconds (process "
                  + file.pid()
                  + ").");
        }
        var unused = never.await(20, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel
          .socket()
          .connect(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), file.port()), CONNECT_MILLIS);
      channel.socket().setTcpNoDelay(true);
      channel.socket().setSoTimeout(SILENCE_MILLIS);
      return channel;
    } catch (ConnectException nobodyThere) {
      channel.close();
      throw noNode(nobodyThere);
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  private void send(SocketChannel channel) throws IOException {
    byte[] body = Json.write(given).getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + ControlProtocol.PATH
            + call.name().toLowerCase(Locale.ROOT)
            + " HTTP/1.0\r\n"
            + "Host: localhost\r\n"
            + "Authorization: Bearer "
            + file.token()
            + "\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    ByteBuffer[] all = {
      ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body)
    };
    while (all[0].hasRemaining() || all[1].hasRemaining()) {
      channel.write(all);
    }
  }

  /** Reads the head of the answer; what is not this home's node is none. */
  private void requireNode(BufferedReader lines) throws IOException {
    String status = lines.readLine();
    if (status == null) {
      throw new EOFException("no answer");
    }
    for (String header = lines.readLine(); header != null && !header.isEmpty(); ) {
      header = lines.readLine();
    }
    if (!status.startsWith("HTTP/1.") || status.contains(" 401 ")) {
      throw noNode(null);
    }
  }

  private static JsonNode answer(BufferedReader lines, Progress progress, Consumer<JsonNode> items)
      throws IOException {
    while (true) {
      String text = lines.readLine();
      if (text == null) {
        throw new EOFException("the answer has no end");
      }
      if (text.isEmpty()) {
        continue;
      }
      ControlProtocol.Line line = Json.read(text, ControlProtocol.Line.class);
      if (line.error() != null) {
        throw line.error().toException();
      }
      if (line.result() != null) {
        return Optional.ofNullable(line.result().value()).orElse(NullNode.getInstance());
      }
      if (line.progress() != null) {
        progress.report(line.progress());
      } else if (line.item() != null) {
        items.accept(line.item());
      }
    }
  }

  private HozonException noNode(Throwable cause) {
    return new HozonException(
        HozonException.Kind.NO_NODE,
        "No node is running for " + home + "; start one with: hozon node --home " + home,
        cause);
  }
}
