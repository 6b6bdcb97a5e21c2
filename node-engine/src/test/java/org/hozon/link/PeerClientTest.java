package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hozon.link.TestNode.bytes;
import static org.hozon.link.TestNode.ticket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PeerClientTest {
  private static final LinkLimits LIMITS =
      LinkLimits.standard()
          .withStall(Duration.ofSeconds(1))
          .withPatience(Duration.ofSeconds(20))
          .withLanes(1, 1);

  @TempDir Path folder;
  private final byte[] bytes = bytes(2_500_000, 3);
  private final PackId pack = FolderDisk.name(bytes);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TestNode self;
  private TestNode a;

  @BeforeEach
  void start() {
    self = new TestNode('0', folder, LIMITS);
    a = new TestNode('a', folder, LIMITS);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    List.of(self, a).forEach(TestNode::close);
  }

  @Test
  void aNodeSaysWhoItIs() throws IOException {
    assertThat(self.client.hello(a.peer().data())).isEqualTo(a.desk.hello());
  }

  @Test
  void aRangeOfAPackIsFetchedExactly() throws IOException {
    a.disk.put(pack, bytes);

    assertThat(self.client.fetch(a.peer(), pack, 0, bytes.length))
        .isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(self.client.fetch(a.peer(), pack, 1_000_001, 700_000))
        .isEqualTo(ByteBuffer.wrap(bytes, 1_000_001, 700_000).slice());
    assertThat(self.client.fetch(a.peer(), pack, bytes.length - 1, 1).remaining()).isOne();
    assertThat(self.client.fetch(a.peer(), pack, 0, 0).remaining()).isZero();
  }

  @Test
  void aRangeThatIsNotThereIsAFailureInWords() throws IOException {
    a.disk.put(pack, bytes);

    assertThatThrownBy(() -> self.client.fetch(a.peer(), pack, bytes.length, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such range");
    assertThatThrownBy(() -> self.client.fetch(a.peer(), pack, bytes.length - 5, 10))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sent 5 bytes instead of the 10");
    assertThatThrownBy(() -> self.client.fetch(a.peer(), new PackId("0".repeat(64)), 0, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("node aaaaaaaa at 127.0.0.1:")
        .hasMessageContaining("does not hold that pack");
  }

  @Test
  void heldMeansByFileAndByInventory() throws IOException {
    PackId disowned = new PackId("1".repeat(64));
    PackId absent = new PackId("2".repeat(64));
    a.disk.put(pack, bytes);
    a.disk.put(disowned, bytes);
    a.desk.disowned = disowned;

    assertThat(self.client.holds(a.peer(), List.of(pack, disowned, absent)))
        .isEqualTo(Set.of(pack));
  }

  @Test
  void longListsOfPacksAreAskedForInParts() throws IOException {
    List<PackId> many = new ArrayList<>();
    for (int i = 0; i < 25_000; i++) {
      many.add(new PackId("%064x".formatted(i)));
    }
    a.disk.put(many.get(24_999), bytes(1, 1));

    // With the stall of real nodes: a second may be too short for a list on a busy machine.
    try (TestNode patient = new TestNode('c', folder, LinkLimits.standard())) {
      assertThat(patient.client.holds(a.peer(), many)).containsExactly(many.get(24_999));
    }
  }

  @Test
  void headsAreKeptAndGiven() throws IOException {
    Head head =
        new Head(
            FolderDesk.ACCOUNT,
            self.id,
            3,
            Instant.EPOCH,
            new byte[] {1},
            new byte[] {2},
            new byte[] {3});

    assertThat(self.client.heads(a.peer(), FolderDesk.ACCOUNT)).isEmpty();
    assertThat(self.client.putHead(a.peer(), head)).isTrue();
    assertThat(self.client.heads(a.peer(), FolderDesk.ACCOUNT))
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(head);
  }

  @Test
  void aMessageIsAnswered() throws IOException {
    a.desk.answers = asked -> new PeerMessage.HoldConfirmed(true, Instant.EPOCH);

    assertThat(self.client.ask(a.peer(), new PeerMessage.ConfirmHold(self.id, pack)))
        .isEqualTo(new PeerMessage.HoldConfirmed(true, Instant.EPOCH));
  }

  @Test
  void aMessageMayTakeLongerThanTheStallWhileThePeerShowsLife() throws IOException {
    a.desk.answers =
        asked -> {
          ChainTest.work(LIMITS.stall().multipliedBy(3));
          return new PeerMessage.Noted();
        };

    assertThat(self.client.ask(a.peer(), new PeerMessage.Noted()))
        .isEqualTo(new PeerMessage.Noted());
  }

  @Test
  void aPeerThatDiesWhileWorkingOnAMessageIsNoticed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    a.desk.answers =
        message -> {
          asked.countDown();
          try {
            never.await();
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          return message;
        };
    Future<PeerMessage> answer =
        threads.submit(() -> self.client.ask(a.peer(), new PeerMessage.Noted()));
    asked.await();

    a.server.close();

    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessageContaining("node aaaaaaaa at 127.0.0.1:");
    never.countDown();
  }

  @Test
  void aTroubleOfThePeerComesInItsOwnWords() {
    a.desk.answers =
        message -> {
          throw new HozonException(HozonException.Kind.FAILED, "My database is damaged.");
        };
    assertThatThrownBy(() -> self.client.ask(a.peer(), new PeerMessage.Noted()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("My database is damaged.");
  }

  @Test
  void aFaultOfThePeerTellsNothingOfItsInside() {
    a.desk.answers =
        message -> {
          throw new IllegalStateException("secret");
        };
    assertThatThrownBy(() -> self.client.ask(a.peer(), new PeerMessage.Noted()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("internal fault")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aBusyPeerIsAskedAgainUntilItIsFree() throws Exception {
    byte[] other = bytes(1_000_000, 9);
    try (Transfer occupying = self.sender().begin(ticket(other), List.of(a.peer()), 0)) {
      occupying.push(ByteBuffer.wrap(other, 0, 500_000), () -> {});
      TestNode.until(() -> a.disk.partialBytes(FolderDisk.name(other)) > 0);
      Future<ChainResult> waiting =
          threads.submit(
              () -> self.client.send(ticket(bytes), ByteBuffer.wrap(bytes), List.of(a.peer())));
      TestNode.until(() -> self.setup.meter().queuedBytes() > bytes.length);
      occupying.push(ByteBuffer.wrap(other, 500_000, 500_000), () -> {});
      assertThat(occupying.result().receipts()).hasSize(1);

      assertThat(waiting.get().receipts()).hasSize(1);
    }
  }

  @Test
  void patienceWithABusyPeerEnds() throws Exception {
    byte[] other = bytes(1_000_000, 9);
    try (TestNode hasty = new TestNode('1', folder, LIMITS.withPatience(Duration.ZERO));
        Transfer occupying = self.sender().begin(ticket(other), List.of(a.peer()), 0)) {
      occupying.push(ByteBuffer.wrap(other, 0, 500_000), () -> {});
      TestNode.until(() -> a.disk.partialBytes(FolderDisk.name(other)) > 0);

      ChainResult refused =
          hasty.client.send(ticket(bytes), ByteBuffer.wrap(bytes), List.of(a.peer()));

      assertThat(refused.failures().get(a.id)).contains("busy receiving other packs");
    }
  }

  @Test
  void theUploadLimitHoldsForSends() {
    self.setup.upload().limit(4_000_000);
    long began = System.nanoTime();

    ChainResult result = self.client.send(ticket(bytes), ByteBuffer.wrap(bytes), List.of(a.peer()));

    // A lower bound, which no slow machine can break: all but the first tenth of a second's worth.
    double leastSeconds = (bytes.length - 400_000) / 4e6;
    assertThat(result.receipts()).hasSize(1);
    assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(leastSeconds);
  }

  @Test
  void theDownloadLimitHoldsForFetchesAndReceptions() throws IOException {
    a.disk.put(pack, bytes);
    self.setup.download().limit(4_000_000);
    a.setup.download().limit(4_000_000);
    double leastSeconds = (bytes.length - 400_000) / 4e6;

    long began = System.nanoTime();
    self.client.fetch(a.peer(), pack, 0, bytes.length);
    assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(leastSeconds);

    byte[] other = Arrays.copyOf(bytes, bytes.length - 1);
    began = System.nanoTime();
    self.client.send(ticket(other), ByteBuffer.wrap(other), List.of(a.peer()));
    assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(leastSeconds);
  }

  @Test
  void anAddressThatIsNoneIsAFailureInWords() {
    Peer nowhere = new Peer(new NodeId("e".repeat(32)), new HostPort("no such host", 1));
    assertThatThrownBy(() -> self.client.ask(nowhere, new PeerMessage.Noted()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such host:1 is not an address");
  }

  @Test
  void aPortThatIsTakenIsSaidPlainly() {
    assertThatThrownBy(
            () ->
                DataPlaneServer.open(
                    "127.0.0.1", a.server.port(), self.setup, self.desk, null, self.client))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("127.0.0.1:" + a.server.port())
        .hasMessageContaining("choose another port");
  }
}
