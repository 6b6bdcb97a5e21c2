package org.hozon.app.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.hozon.model.HostPort;

/** More than one may ask of a node: connections by the thousand, bodies without an end. */
final class Flood implements AutoCloseable {
  private static final int PATIENCE = 30_000;

  private final List<SocketChannel> held = new ArrayList<>();

  /** Opens that many connections and keeps them; returns how many came about at once. */
  int connect(HostPort to, int count) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(to.host()), to.port());
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(address);
      held.add(channel);
    }
    int connected = 0;
    for (SocketChannel channel : held) {
      connected += isThere(channel) ? 1 : 0;
    }
    return connected;
  }

  private static boolean isThere(SocketChannel channel) {
    try {
      return channel.finishConnect();
    } catch (IOException refused) {
      return false;
    }
  }

  /**
   * Sends a body that never ends.
   *
   * @param head of the request, without its end
   * @return bytes that were taken until the other side had enough
   */
  static long endless(SSLContext tls, HostPort to, String head, long most) throws IOException {
    long sent = 0;
    try (Socket plain = new Socket(InetAddress.getByName(to.host()), to.port());
        SSLSocket socket =
            (SSLSocket) tls.getSocketFactory().createSocket(plain, to.host(), to.port(), true)) {
      socket.setSoTimeout(PATIENCE);
      socket.startHandshake();
      OutputStream out = socket.getOutputStream();
      out.write((head + "\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] piece = new byte[16 << 10];
      byte[] chunk =
          head.contains("chunked")
              ? ("4000\r\n" + new String(piece, StandardCharsets.US_ASCII) + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII)
              : piece;
      InputStream in = socket.getInputStream();
      while (sent < most && in.available() == 0) {
        out.write(chunk);
        sent += chunk.length;
      }
    } catch (IOException enough) {
      return sent;
    }
    return sent;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : held) {
      channel.close();
    }
    held.clear();
  }
}
