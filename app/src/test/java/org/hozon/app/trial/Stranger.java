package org.hozon.app.trial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.AccountVault;
import org.hozon.crypto.Authority;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.TrustBundle;

/** Somebody who connects to a node's ports by TLS, with a certificate of some sort or none. */
final class Stranger {
  private static final String OK = "HTTP/1.1 200";

  private final SSLContext context;

  private Stranger(KeyManager keys) {
    try {
      context = SSLContext.getInstance("TLSv1.3");
      context.init(
          keys == null ? null : new KeyManager[] {keys},
          new TrustManager[] {new Anybody()},
          new SecureRandom());
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** One who shows no certificate. */
  static Stranger withoutCertificate() {
    return new Stranger(null);
  }

  /** One with the keys of a home: a machine of the mesh, or what was stolen of it. */
  static Stranger withKeysOf(Path home) {
    Path keys = home.resolve("keys");
    AccountKeys account = new AccountVault(keys).load().orElseThrow();
    MeshTrust trust = MeshTrust.open(keys, Clock.systemUTC());
    return new Stranger(new MachineTls(NodeKeys.loadOrCreate(keys), account, trust).keyManager());
  }

  /** A rightful member of another closed mesh, made in an empty folder. */
  static Stranger ofAnotherMesh(Path folder) throws Exception {
    Clock clock = Clock.systemUTC();
    Authority authority = Authority.create(folder, "another", clock.instant());
    AccountKeys account = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
    MeshTrust trust = MeshTrust.open(folder, clock);
    trust.adopt(authority.certificate());
    MachineTls tls = new MachineTls(NodeKeys.loadOrCreate(folder), account, trust);
    byte[] certified = authority.certify(tls.request(), clock.instant());
    trust.learn(new TrustBundle(authority.certificate(), List.of(certified), List.of()));
    return new Stranger(tls.keyManager());
  }

  /**
   * Connects to a port of Ignite's and waits, without a word, to be turned away.
   *
   * @param patience how long; who is still connected then was let in
   */
  boolean isTurnedAway(int port, Duration patience) throws IOException {
    return !isLetIn(port, patience, socket -> socket.getInputStream().read() >= 0);
  }

  /** Asks a data plane for something, with the same patience, and is told nothing. */
  boolean isRefused(int port, Duration patience) throws IOException {
    return !isLetIn(
        port,
        patience,
        socket -> {
          String request = "GET /v1/hello HTTP/1.1\r\nHost: a\r\n\r\n";
          socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
          byte[] answer = socket.getInputStream().readNBytes(OK.length());
          return new String(answer, StandardCharsets.US_ASCII).equals(OK);
        });
  }

  private interface Talk {
    boolean goesOn(SSLSocket socket) throws IOException;
  }

  private boolean isLetIn(int port, Duration patience, Talk talk) throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (Socket plain = new Socket(here, port);
        SSLSocket socket =
            (SSLSocket)
                context.getSocketFactory().createSocket(plain, here.getHostName(), port, true)) {
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      socket.startHandshake();
      return talk.goesOn(socket);
    } catch (SocketTimeoutException stillThere) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** Whoever it is that answers: a stranger is not choosy. */
  private static final class Anybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
