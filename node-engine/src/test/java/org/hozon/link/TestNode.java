package org.hozon.link;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.Policy;
import org.hozon.model.Receipt;

/** A data plane with a folder behind it. */
final class TestNode implements AutoCloseable {
  final NodeId id;
  final FolderDisk disk;
  final FolderDesk desk;
  final LinkSetup setup;
  final HttpPeerClient client;
  final DataPlaneServer server;

  TestNode(char name, Path folder, LinkLimits limits) {
    id = new NodeId(String.valueOf(name).repeat(32));
    disk = new FolderDisk(folder.resolve(String.valueOf(name)));
    desk = new FolderDesk(id);
    setup = LinkSetup.of(id, disk).withLimits(limits);
    client = new HttpPeerClient(setup);
    server =
        DataPlaneServer.open(
            "127.0.0.1",
            0,
            setup,
            desk,
            (pack, bytes, at) -> new Receipt(pack, bytes, id, at, new byte[0]),
            client);
  }

  Peer peer() {
    return new Peer(id, new HostPort("127.0.0.1", server.port()));
  }

  PackSender sender() {
    return client.sender();
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }

  static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static PackTicket ticket(byte[] bytes) {
    return new PackTicket(
        PackTicket.Kind.DEPOSIT,
        FolderDisk.name(bytes),
        bytes.length,
        FolderDesk.ACCOUNT,
        Policy.STANDARD,
        List.of(),
        1,
        new NodeId("0".repeat(32)),
        Instant.now().plus(Duration.ofHours(1)),
        new byte[0]);
  }

  /** Waits until a condition holds; fails the test after half a minute. */
  static void until(BooleanSupplier condition) {
    long endsAt = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > endsAt) {
        throw new AssertionError("waited half a minute in vain");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
