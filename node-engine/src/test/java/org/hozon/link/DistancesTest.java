package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.link.TestNode.bytes;
import static org.hozon.link.TestNode.ticket;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.Distance;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("R4")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DistancesTest {
  @TempDir Path folder;
  private TestNode self;
  private TestNode a;
  private TestNode b;
  private Distances distances;

  @BeforeEach
  void start() {
    self = new TestNode('0', folder, LinkLimits.standard());
    a = new TestNode('a', folder, LinkLimits.standard());
    b = new TestNode('b', folder, LinkLimits.standard());
    distances = new Distances(self.client);
  }

  @AfterEach
  void stop() {
    distances.close();
    List.of(self, a, b).forEach(TestNode::close);
  }

  @Test
  void strangersAreMeasuredOnTheSpot() throws InterruptedException {
    List<Distance> measured = distances.measure(List.of(a.peer(), b.peer()));

    assertThat(measured).extracting(Distance::to).containsExactly(a.id, b.id);
    assertThat(measured)
        .allSatisfy(
            distance -> {
              assertThat(distance.from()).isEqualTo(self.id);
              assertThat(distance.measured()).isTrue();
              assertThat(distance.bytesPerSecond()).isPositive();
              assertThat(distance.roundTripMillis()).isPositive();
              assertThat(distance.reliability()).isEqualTo(1);
              assertThat(distance.queuedBytes()).isZero();
            });
  }

  @Test
  void theConfiguredUploadLimitBoundsTheSpeed() throws InterruptedException {
    self.setup.upload().limit(2_000_000);

    List<Distance> measured = distances.measure(List.of(a.peer()));

    assertThat(measured.get(0).bytesPerSecond()).isLessThanOrEqualTo(2_000_000);
  }

  @Test
  void whoIsGoneOrSilentIsLeftOutWithoutHoldingUpTheOthers() throws Exception {
    Peer gone = b.peer();
    b.server.close();
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Peer mute =
          new Peer(new NodeId("d".repeat(32)), new HostPort("127.0.0.1", silent.getLocalPort()));

      List<Distance> measured = distances.measure(List.of(mute, gone, a.peer()));

      assertThat(measured).extracting(Distance::to).containsExactly(a.id);
      assertThat(measured.get(0).measured()).isTrue();
    }
  }

  @Test
  void aRealTransferIsMeasurementEnough() throws InterruptedException {
    byte[] pack = bytes(2_000_000, 5);
    self.client.send(ticket(pack), ByteBuffer.wrap(pack), List.of(a.peer()));
    double speed = self.setup.meter().reading(a.id).orElseThrow().bytesPerSecond();
    assertThat(speed).isPositive();

    Distance measured = distances.measure(List.of(a.peer())).get(0);

    assertThat(measured.bytesPerSecond()).as("not probed again").isEqualTo(speed);
  }

  @Test
  void aFreshMeasurementIsNotRepeated() throws InterruptedException {
    Peer known = a.peer();
    List<Distance> first = distances.measure(List.of(known));
    a.server.close();

    assertThat(distances.measure(List.of(known))).isEqualTo(first);
  }
}
