package org.hozon.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hozon.link.TestNode.bytes;
import static org.hozon.link.TestNode.ticket;
import static org.hozon.link.TestNode.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.Receipt;
import org.hozon.store.StoreRefusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChainTest {
  private static final LinkLimits LIMITS =
      LinkLimits.standard().withStall(Duration.ofSeconds(1)).withPatience(Duration.ofSeconds(10));

  @TempDir Path folder;
  private final byte[] bytes = bytes(3_000_001, 1);
  private final PackTicket ticket = ticket(bytes);
  private TestNode client;
  private TestNode a;
  private TestNode b;
  private TestNode c;

  @BeforeEach
  void start() {
    client = new TestNode('0', folder, LIMITS);
    a = new TestNode('a', folder, LIMITS);
    b = new TestNode('b', folder, LIMITS);
    c = new TestNode('c', folder, LIMITS);
  }

  @AfterEach
  void stop() {
    List.of(client, a, b, c).forEach(TestNode::close);
  }

  private List<Peer> chain() {
    return List.of(a.peer(), b.peer(), c.peer());
  }

  private ChainResult send(Peer... chain) {
    return client.client.send(ticket, ByteBuffer.wrap(bytes), List.of(chain));
  }

  private static List<NodeId> holders(ChainResult result) {
    return result.receipts().stream().map(Receipt::holder).toList();
  }

  private void assertHeld(TestNode... nodes) throws IOException {
    for (TestNode node : nodes) {
      assertThat(Files.readAllBytes(node.disk.file(ticket.pack()))).isEqualTo(bytes);
      assertThat(node.desk.stored).extracting(PackTicket::pack).contains(ticket.pack());
    }
  }

  @Test
  void everyNodeOfAChainStoresThePackAndSignsForIt() throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    ChainResult result = client.client.send(ticket, buffer, chain());

    assertThat(result.failures()).isEmpty();
    assertThat(holders(result)).containsExactlyInAnyOrder(a.id, b.id, c.id);
    assertThat(buffer.remaining()).as("not consumed").isEqualTo(bytes.length);
    assertHeld(a, b, c);
  }

  @Test
  void aStoredPackIsSentFromDisk() throws IOException {
    client.disk.put(ticket.pack(), bytes);

    ChainResult result = client.client.sendStored(ticket, chain());

    assertThat(result.failures()).isEmpty();
    assertHeld(a, b, c);
  }

  @Test
  void aPackThatIsNotHereCannotBeSent() {
    ChainResult result = client.client.sendStored(ticket, chain());

    assertThat(result.receipts()).isEmpty();
    assertThat(result.failures()).containsOnlyKeys(a.id, b.id, c.id);
    assertThat(result.failures().get(a.id)).contains("does not have the pack");
  }

  @Test
  void theLastOfTheChainReceivesWhileTheFirstStillDoes() throws IOException {
    try (Transfer transfer = client.sender().begin(ticket, chain(), 0)) {
      transfer.push(ByteBuffer.wrap(bytes, 0, 1_000_000), () -> {});
      until(() -> c.disk.partialBytes(ticket.pack()) > 0);
      transfer.push(ByteBuffer.wrap(bytes, 1_000_000, bytes.length - 1_000_000), () -> {});

      assertThat(holders(transfer.result())).containsExactlyInAnyOrder(a.id, b.id, c.id);
    }
    assertHeld(a, b, c);
  }

  @Test
  void theLastOfTheChainDiesOnTheWay() throws IOException {
    try (Transfer transfer = client.sender().begin(ticket, chain(), 0)) {
      transfer.push(ByteBuffer.wrap(bytes, 0, 1_000_000), () -> {});
      until(() -> c.disk.partialBytes(ticket.pack()) > 0);
      c.server.close();
      transfer.push(ByteBuffer.wrap(bytes, 1_000_000, bytes.length - 1_000_000), () -> {});
      ChainResult result = transfer.result();

      assertThat(holders(result)).containsExactlyInAnyOrder(a.id, b.id);
      assertThat(result.failures().get(c.id)).startsWith("node cccccccc at 127.0.0.1:");
    }
    assertHeld(a, b);
  }

  @Test
  void theMiddleOfTheChainDiesOnTheWayAndTheLastIsServedByTheFirst() throws IOException {
    try (Transfer transfer = client.sender().begin(ticket, chain(), 0)) {
      transfer.push(ByteBuffer.wrap(bytes, 0, 1_000_000), () -> {});
      until(() -> c.disk.partialBytes(ticket.pack()) > 0);
      b.server.close();
      transfer.push(ByteBuffer.wrap(bytes, 1_000_000, bytes.length - 1_000_000), () -> {});
      ChainResult result = transfer.result();

      assertThat(holders(result)).containsExactlyInAnyOrder(a.id, c.id);
      assertThat(result.failures()).containsOnlyKeys(b.id);
    }
    assertHeld(a, c);
  }

  @Test
  void theFirstOfTheChainIsGone() throws IOException {
    Peer gone = a.peer();
    a.server.close();

    ChainResult result = send(gone, b.peer(), c.peer());

    assertThat(holders(result)).containsExactlyInAnyOrder(b.id, c.id);
    assertThat(result.failures().get(a.id))
        .contains("node aaaaaaaa at 127.0.0.1:")
        .contains("cannot be reached");
    assertHeld(b, c);
  }

  @Test
  void whoRefusesIsLeftOutWithItsReason() throws IOException {
    a.desk.refusal = new StoreRefusal(StoreRefusal.Why.OFFER_FULL, "my offer is full");
    c.desk.refusal = new StoreRefusal(StoreRefusal.Why.DISK_FULL, "my disk is full");

    ChainResult result = send(a.peer(), b.peer(), c.peer());

    assertThat(holders(result)).containsExactly(b.id);
    assertThat(result.failures().get(a.id)).contains("my offer is full");
    assertThat(result.failures().get(c.id)).contains("my disk is full");
    assertThat(a.disk.partialBytes(ticket.pack())).isZero();
    assertHeld(b);
  }

  @Test
  void aDiskThatFailsOnTheWayDoesNotKeepThePackFromTheOthers() throws IOException {
    a.disk.breaksAfter = 1_500_000;

    ChainResult result = send(a.peer(), b.peer(), c.peer());

    assertThat(holders(result)).containsExactlyInAnyOrder(b.id, c.id);
    assertThat(result.failures().get(a.id)).contains("disk");
    assertHeld(b, c);
  }

  @Test
  void aDiskThatFailsAloneSaysSo() {
    a.disk.breaksAfter = 1_500_000;

    ChainResult result = send(a.peer());

    assertThat(result.failures().get(a.id)).contains("refused").contains("disk");
  }

  @Test
  void bytesThatAreNotThePackAreRefusedByAll() {
    byte[] wrong = bytes.clone();
    wrong[2_000_000] ^= 1;

    ChainResult result = client.client.send(ticket, ByteBuffer.wrap(wrong), chain());

    assertThat(result.receipts()).isEmpty();
    assertThat(result.failures()).containsOnlyKeys(a.id, b.id, c.id);
    assertThat(result.failures().values()).allMatch(reason -> reason.contains("not the pack"));
    assertThat(a.disk.contains(ticket.pack())).isFalse();
    assertThat(a.desk.stored).isEmpty();
  }

  @Test
  void aPackAlreadyHeldIsSignedForAndPassedOnWithoutItsBytes() throws IOException {
    a.disk.put(ticket.pack(), bytes);
    a.desk.refusal = new StoreRefusal(StoreRefusal.Why.OFFER_FULL, "my offer is full");

    ChainResult result = send(a.peer(), b.peer(), c.peer());

    assertThat(holders(result)).containsExactlyInAnyOrder(a.id, b.id, c.id);
    assertThat(client.setup.meter().reading(a.id).orElseThrow().bytesPerSecond())
        .as("nothing was sent to the first")
        .isZero();
    assertHeld(a, b, c);
  }

  @Test
  void aPackHeldInTheMiddleIsNotSentThereAgain() throws IOException {
    b.disk.put(ticket.pack(), bytes);

    assertThat(holders(send(a.peer(), b.peer(), c.peer())))
        .containsExactlyInAnyOrder(a.id, b.id, c.id);
    assertHeld(a, b, c);
  }

  @Test
  void aPeerThatTakesTheConnectionAndNeverAnswersIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Peer mute =
          new Peer(new NodeId("d".repeat(32)), new HostPort("127.0.0.1", silent.getLocalPort()));

      ChainResult first = send(mute, a.peer());
      ChainResult last = send(b.peer(), mute);

      assertThat(holders(first)).containsExactly(a.id);
      assertThat(first.failures().get(mute.node())).contains("did not answer for 1 seconds");
      assertThat(holders(last)).containsExactly(b.id);
      assertThat(last.failures().get(mute.node())).contains("did not answer for 1 seconds");
    }
  }

  @Test
  void aHolderThatIsSlowToMakeThePackDurableIsWaitedForWhileItShowsLife() {
    // Three times the stall of work: what is tested is that the wait outlasts it.
    c.disk.beforeCommit = () -> work(LIMITS.stall().multipliedBy(3));

    assertThat(holders(send(a.peer(), b.peer(), c.peer())))
        .containsExactlyInAnyOrder(a.id, b.id, c.id);
  }

  @Test
  void aDiskThatPausesHoldsTheSenderUpButDoesNotLoseIt() {
    byte[] large = bytes(24 << 20, 8);
    AtomicInteger pieces = new AtomicInteger();
    b.disk.beforeWrite =
        () -> {
          if (pieces.incrementAndGet() == 20) {
            work(LIMITS.stall().multipliedBy(3));
          }
        };

    ChainResult result =
        client.client.send(
            ticket(large), ByteBuffer.wrap(large), List.of(a.peer(), b.peer(), c.peer()));

    assertThat(pieces).hasValueGreaterThan(20);
    assertThat(holders(result)).containsExactlyInAnyOrder(a.id, b.id, c.id);
  }

  @Test
  void whoHasThePackAlreadyShowsLifeWhilePassingItOn() throws IOException {
    a.disk.put(ticket.pack(), bytes);
    b.disk.beforeCommit = () -> work(LIMITS.stall().multipliedBy(3));

    ChainResult result = send(a.peer(), b.peer());

    assertThat(result.failures()).isEmpty();
    assertThat(holders(result)).containsExactlyInAnyOrder(a.id, b.id);
    assertThat(client.setup.meter().reading(a.id).orElseThrow().reliability()).isEqualTo(1);
  }

  @Test
  void aPackHeldWithAnotherSizeThanTheTicketSaysIsNotSignedFor() throws IOException {
    a.disk.put(ticket.pack(), bytes(10, 1));

    ChainResult result = send(a.peer());

    assertThat(result.receipts()).isEmpty();
    assertThat(result.failures().get(a.id)).contains("10 bytes");
  }

  static void work(Duration time) {
    long endsAt = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < endsAt) {
      LockSupport.parkNanos(endsAt - System.nanoTime());
    }
  }

  @Test
  void aSendThatWasCutIsTakenUpWhereItStopped() throws IOException {
    ChainResult cut =
        client
            .sender()
            .deliver(
                ticket,
                List.of(a.peer()),
                (offset, sink) -> {
                  sink.push(ByteBuffer.wrap(bytes, 0, 2_000_000), () -> {});
                  until(() -> a.disk.partialBytes(ticket.pack()) == 2_000_000);
                  throw new IOException("the cable was pulled");
                });
    assertThat(cut.receipts()).isEmpty();

    List<Long> offsets = new ArrayList<>();
    ChainResult again =
        client
            .sender()
            .deliver(
                ticket,
                List.of(a.peer()),
                (offset, sink) -> {
                  offsets.add(offset);
                  int from = Math.toIntExact(offset);
                  sink.push(ByteBuffer.wrap(bytes, from, bytes.length - from), () -> {});
                });

    assertThat(offsets).containsExactly(2_000_000L);
    assertThat(holders(again)).containsExactly(a.id);
    assertHeld(a);
  }

  @Test
  void aPackOfWhichOnlyTheReceiptIsMissingIsNotSentAgain() throws IOException {
    client
        .sender()
        .deliver(
            ticket,
            List.of(a.peer()),
            (offset, sink) -> {
              throw new IOException("the cable was pulled");
            });
    Files.write(a.disk.partFile(ticket.pack()), bytes);

    assertThat(holders(send(a.peer()))).containsExactly(a.id);
    assertThat(client.setup.meter().reading(a.id).orElseThrow().bytesPerSecond())
        .as("nothing was sent")
        .isZero();
    assertHeld(a);
  }

  @Test
  void aSpoiltBeginningIsSentAgain() throws IOException {
    client
        .sender()
        .deliver(
            ticket,
            List.of(a.peer()),
            (offset, sink) -> {
              throw new IOException("the cable was pulled");
            });
    Files.write(a.disk.partFile(ticket.pack()), bytes(1_000_000, 2));

    assertThat(holders(send(a.peer()))).containsExactly(a.id);
    assertHeld(a);
  }

  @Test
  void aChainUsesWhatItsNodesKeptOfAnEarlierTry() throws IOException {
    byte[] beginning = Arrays.copyOf(bytes, 1_234_567);
    Files.write(b.disk.partFile(ticket.pack()), beginning);

    assertThat(holders(send(a.peer(), b.peer(), c.peer())))
        .containsExactlyInAnyOrder(a.id, b.id, c.id);
    assertThat(b.disk.takenUpAt).containsEntry(ticket.pack(), 1_234_567L);
    assertHeld(a, b, c);
  }

  @Test
  void manySendsAtOnceInAllDirectionsAllArrive() throws Exception {
    LinkLimits narrow = LIMITS.withLanes(2, 2).withPatience(Duration.ofSeconds(30));
    try (TestNode d = new TestNode('d', folder, narrow);
        TestNode e = new TestNode('e', folder, narrow);
        TestNode f = new TestNode('f', folder, narrow);
        TestNode sender = new TestNode('1', folder, narrow)) {
      List<TestNode> nodes = List.of(d, e, f);
      ExecutorService threads = Executors.newFixedThreadPool(12);
      List<Future<ChainResult>> results = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        byte[] pack = bytes(700_000 + i, i);
        List<Peer> chain =
            List.of(
                nodes.get(i % 3).peer(),
                nodes.get((i + 1) % 3).peer(),
                nodes.get((i + 2) % 3).peer());
        results.add(
            threads.submit(() -> sender.client.send(ticket(pack), ByteBuffer.wrap(pack), chain)));
      }
      for (Future<ChainResult> result : results) {
        assertThat(result.get().failures()).isEmpty();
        assertThat(result.get().receipts()).hasSize(3);
      }
      threads.shutdownNow();
      assertThat(sender.setup.meter().queuedBytes()).isZero();
      assertThat(d.setup.meter().queuedBytes()).isZero();
    }
  }

  @Test
  void anInterruptedSendEndsAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Peer mute =
          new Peer(new NodeId("d".repeat(32)), new HostPort("127.0.0.1", silent.getLocalPort()));
      ExecutorService threads = Executors.newSingleThreadExecutor();
      Future<ChainResult> result =
          threads.submit(
              () -> {
                Thread.currentThread().interrupt();
                return send(mute, a.peer());
              });
      assertThat(result.get().receipts()).isEmpty();
      assertThat(result.get().failures()).containsEntry(a.id, "it was interrupted");
      threads.shutdownNow();
    }
  }
}
