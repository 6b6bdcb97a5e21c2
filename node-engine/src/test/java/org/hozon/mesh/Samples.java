package org.hozon.mesh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Rank;

/** Records and free ports for the tests of the mesh. */
final class Samples {
  static final String LOOPBACK = "127.0.0.1";

  private static final Random RANDOM = new Random();
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Samples() {}

  static NodeId node(int number) {
    return new NodeId(String.format("%032x", number));
  }

  static String name(NodeId node) {
    return "node-" + Integer.parseInt(node.value(), 16);
  }

  static AccountId account(int number) {
    return new AccountId(String.format("%032x", number));
  }

  static PackId pack(int number) {
    return new PackId(String.format("%064x", number));
  }

  static NodeProfile profile(int number, long sequence) {
    return new NodeProfile(
        node(number),
        "node-" + number,
        account(number),
        "JP",
        "site-" + number,
        Rank.B,
        1_000_000_000L,
        sequence,
        1_000_000_000L - sequence,
        false,
        new HostPort(LOOPBACK, 9),
        "key",
        "0.1.0",
        sequence,
        Instant.EPOCH);
  }

  static Head head(int account, int machine, long sequence) {
    byte[] bytes = ("head " + sequence).getBytes(StandardCharsets.UTF_8);
    return new Head(account(account), node(machine), sequence, Instant.EPOCH, bytes, bytes, bytes);
  }

  static MeshConfig config(
      int number, Path folder, int port, List<HostPort> join, boolean mayStartAlone) {
    return new MeshConfig(
        profile(number, 1),
        LOOPBACK,
        port,
        port + 1,
        join,
        mayStartAlone,
        folder.resolve("node-" + number),
        Duration.ofSeconds(3));
  }

  static HostPort door(int port) {
    return new HostPort(LOOPBACK, port);
  }

  /** A free port whose next is free too, outside the range systems use for outgoing connections. */
  static synchronized int ports() {
    for (int i = 0; i < 1000; i++) {
      int port = 21_000 + 2 * RANDOM.nextInt(5_000);
      if (!GIVEN.contains(port) && isFree(port) && isFree(port + 1)) {
        GIVEN.add(port);
        return port;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
