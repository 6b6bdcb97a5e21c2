package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.hozon.model.DepositRequest;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.OfferReport;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPortTest {
  private final FakeNode node = new FakeNode();
  private ControlServer server;
  private ControlClient client;

  @TempDir Path home;

  @BeforeEach
  void start() {
    server =
        ControlServer.start(
            home,
            0,
            node,
            (drain, progress) -> {
              node.stop(drain, progress);
              new Thread(server::close).start();
            });
    client = new ControlClient(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void carriesEveryCall() {
    List<Progress.State> progress = new ArrayList<>();
    DepositRequest deposit =
        new DepositRequest(
            List.of("/ä \"b\""), "name", new Policy(org.hozon.model.Rank.B, List.of("JP"), 50, 4));
    assertThat(client.status()).isEqualTo(node.status());
    assertThat(client.nodes()).isEqualTo(node.nodes());
    assertThat(client.deposit(deposit, progress::add))
        .isEqualTo(node.deposit(deposit, Progress.NONE));
    assertThat(node.asked).isEqualTo(deposit);
    assertThat(progress).containsExactly(FakeNode.HALF);
    assertThat(client.deposits()).isEqualTo(node.deposits());
    assertThat(client.versions(FakeNode.DEPOSIT)).isEqualTo(node.versions(FakeNode.DEPOSIT));
    assertThat(client.packs(null)).isEqualTo(node.packs(null));
    assertThat(node.asked).isEqualTo("all");
    assertThat(client.packs(FakeNode.DEPOSIT)).isEqualTo(node.packs(FakeNode.DEPOSIT));
    assertThat(client.activity(FakeNode.THEN, 7)).isEqualTo(node.activity(FakeNode.THEN, 7));
    assertThat(client.alerts(FakeNode.THEN)).isEqualTo(node.alerts);
    assertThat(node.asked).isEqualTo(List.of(FakeNode.THEN, 7));
    assertThat(client.offer()).isEqualTo(node.offer());
    assertThat(client.certificate()).isEqualTo(node.certificate);
    assertThat(client.setOffer(5L << 40)).isEqualTo(new OfferReport(5L << 40, 40));
  }

  @Test
  void handsOutFilesOneByOneInOrder() {
    List<FileEntry> files = new ArrayList<>();
    client.files(FakeNode.DEPOSIT, 3, "f", files::add);
    assertThat(node.asked).isEqualTo(List.of(FakeNode.DEPOSIT, 3, "f"));
    List<FileEntry> expected = new ArrayList<>();
    node.files(FakeNode.DEPOSIT, 3, "f", expected::add);
    assertThat(files).hasSize(FakeNode.MANY_FILES).isEqualTo(expected);
  }

  @Test
  void carriesTroublesWithTheirKindAndSentence() {
    RestoreRequest request = new RestoreRequest(FakeNode.DEPOSIT, 0, List.of("p"), "/to", true);
    HozonException trouble =
        catchThrowableOfType(HozonException.class, () -> client.restore(request, Progress.NONE));
    assertThat(node.asked).isEqualTo(request);
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.DAMAGED);
    assertThat(trouble).hasMessage("Pack 1 is damaged on every holder.");
  }

  @Test
  void anUnexpectedErrorIsOneSentenceAndTheNodeGoesOn() {
    HozonException trouble = catchThrowableOfType(HozonException.class, () -> client.held());
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.FAILED);
    assertThat(trouble.getMessage()).contains("a programming error").contains("nothing");
    assertThat(client.status()).isEqualTo(node.status());
  }

  @Test
  void anInterruptedCallerCancelsTheCall() throws Exception {
    AtomicReference<HozonException> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(
            () ->
                thrown.set(
                    catchThrowableOfType(
                        HozonException.class,
                        () -> client.verify(FakeNode.DEPOSIT, 12.5, Progress.NONE))));
    caller.start();
    assertThat(node.waiting.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(node.asked).isEqualTo(12.5);
    caller.interrupt();
    assertThat(node.interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    caller.join();
    assertThat(thrown.get()).hasMessage("Cancelled.");
    assertThat(client.status()).isEqualTo(node.status());
  }

  @Test
  void stoppingReturnsWhenTheHomeIsLetGo() {
    List<Progress.State> progress = new ArrayList<>();
    client.stop(true, progress::add);
    assertThat(node.asked).isEqualTo(true);
    assertThat(progress).containsExactly(FakeNode.HALF);
    assertThat(ControlFile.in(home)).doesNotExist();
    assertNoNode(client);
  }

  @Test
  void aNodeThatDiesMidCallIsToldPlainly() throws Exception {
    CompletableFuture<HozonException> thrown =
        CompletableFuture.supplyAsync(
            () ->
                catchThrowableOfType(
                    HozonException.class, () -> client.verify(FakeNode.DEPOSIT, 1, Progress.NONE)));
    assertThat(node.waiting.await(20, TimeUnit.SECONDS)).isTrue();
    server.close();
    assertThat(thrown.get(20, TimeUnit.SECONDS).kind()).isEqualTo(HozonException.Kind.FAILED);
  }

  @Test
  void noFileAndAStaleFileMeanNoNode(@TempDir Path other) throws IOException {
    assertNoNode(new ControlClient(other));
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    new ControlFile(free, "00", 1).write(other);
    assertNoNode(new ControlClient(other));
    Files.writeString(ControlFile.in(other), "{\"port\":");
    assertNoNode(new ControlClient(other));
  }

  @Test
  void aWrongTokenIsRefused(@TempDir Path other) throws IOException {
    ControlFile right = ControlFile.read(home).orElseThrow();
    new ControlFile(right.port(), "0".repeat(64), right.pid()).write(other);
    assertNoNode(new ControlClient(other));
    assertThat(statusOf("POST /v1/status HTTP/1.0\r\n\r\n")).contains(" 401 ");
    assertThat(statusOf("POST /v1/status HTTP/1.0\r\nAuthorization: Bearer \r\n\r\n"))
        .contains(" 401 ");
    String good = "Authorization: Bearer " + right.token() + "\r\n\r\n";
    assertThat(statusOf("POST /v1/status HTTP/1.0\r\n" + good)).contains(" 200 ");
    assertThat(statusOf("GET /v1/status HTTP/1.0\r\n" + good)).contains(" 404 ");
    assertThat(statusOf("POST /v1/nonsense HTTP/1.0\r\n" + good)).contains(" 404 ");
  }

  @Test
  void onlyTheOwnerCanReadTheToken() throws IOException {
    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(Files.getPosixFilePermissions(ControlFile.in(home)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(ControlFile.read(home).orElseThrow().token()).hasSize(64);
  }

  @Test
  void aTakenPortIsNamed(@TempDir Path other) {
    HozonException trouble =
        catchThrowableOfType(
            HozonException.class,
            () -> ControlServer.start(other, server.port(), node, (drain, progress) -> {}));
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.FAILED);
    assertThat(trouble.getMessage()).contains(String.valueOf(server.port()));
    assertThat(ControlFile.in(other)).doesNotExist();
  }

  private void assertNoNode(ControlClient toNobody) {
    HozonException trouble = catchThrowableOfType(HozonException.class, () -> toNobody.status());
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.NO_NODE);
    assertThat(trouble.getMessage()).startsWith("No node is running for ");
  }

  private String statusOf(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
