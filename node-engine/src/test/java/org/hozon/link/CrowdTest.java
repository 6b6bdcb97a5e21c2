package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.link.TestNode.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.MachineTls;
import org.hozon.crypto.MeshTrust;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CrowdTest {
  private static final Optional<NodeId> NOBODY = Optional.empty();
  private static final Optional<NodeId> A = Optional.of(new NodeId("a".repeat(32)));
  private static final Optional<NodeId> B = Optional.of(new NodeId("b".repeat(32)));

  @TempDir Path folder;

  private static Map<Integer, Optional<NodeId>> there(List<Optional<NodeId>> nodes) {
    Map<Integer, Optional<NodeId>> there = new LinkedHashMap<>();
    nodes.forEach(node -> there.put(there.size(), node));
    return there;
  }

  @Test
  void theOldestThatHasNotSaidWhoItIsGoesFirst() {
    assertThat(Crowd.victim(there(List.of(A, NOBODY, B, NOBODY, NOBODY)))).isEqualTo(1);
  }

  @Test
  void theOldestOfWhoHasTheMostGoesNext() {
    assertThat(Crowd.victim(there(List.of(B, A, A, NOBODY)))).isEqualTo(1);
    assertThat(Crowd.victim(there(List.of(A, B, B)))).isEqualTo(1);
  }

  @Test
  void strangersThatConnectByTheHundredKeepNoMemberOut() throws Exception {
    MachineTls tls = tls("server");
    LinkLimits few =
        new LinkLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ZERO, 1000, 1, 1, 1, 8);
    NodeId id = new NodeId("c".repeat(32));
    LinkSetup setup = LinkSetup.of(id, new FolderDisk(folder)).withTls(tls).withLimits(few);
    List<Socket> strangers = new ArrayList<>();
    try (HttpPeerClient client = new HttpPeerClient(setup);
        DataPlaneServer server =
            DataPlaneServer.open(
                "127.0.0.1",
                0,
                setup,
                new FolderDesk(id),
                (pack, bytes, at) -> {
                  throw new UnsupportedOperationException();
                },
                client)) {
      for (int i = 0; i < 100; i++) {
        strangers.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      until(() -> closed(strangers) >= strangers.size() - few.connections());
      assertThat(client.hello(new HostPort("127.0.0.1", server.port())).clusterSize()).isEqualTo(1);
      until(() -> closed(strangers) > strangers.size() - few.connections());
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  private static long closed(List<Socket> strangers) {
    return strangers.stream().filter(CrowdTest::isClosed).count();
  }

  private static boolean isClosed(Socket stranger) {
    try {
      stranger.setSoTimeout(1);
      return stranger.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  private MachineTls tls(String name) {
    Path keys = folder.resolve(name);
    AccountKeys account = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
    return new MachineTls(
        NodeKeys.loadOrCreate(keys), account, MeshTrust.open(keys, Clock.systemUTC()));
  }
}
