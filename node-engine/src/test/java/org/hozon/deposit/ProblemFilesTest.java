package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProblemFilesTest {
  @TempDir Path folder;
  private TestNet net;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private Path source;

  @BeforeEach
  void build() throws IOException {
    net = new TestNet(folder.resolve("net"), 3);
    source = folder.resolve("source");
    Trees.file(source.resolve("good"), Trees.random(1, 10));
  }

  private Machine machine() {
    return new Machine(folder.resolve("home"), keys, net);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("a file whose reading fails is named and left out; the rest goes on")
  void unreadable() {
    Path failing = Path.of("/proc/self/mem");
    assumeThat(failing).exists();
    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(source, failing);
      assertThat(report.problems()).singleElement().asString().contains("'mem' could not be read");
      assertThat(report.files()).isEqualTo(2);
      assertThat(machine.deposits.versions(report.deposit()).get(0).problems()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("files and folders without permission are named and left out")
  void forbidden() throws IOException {
    Path secret = Trees.file(source.resolve("secret"), Trees.random(2, 10));
    Path closed = Trees.file(source.resolve("closed/inside"), Trees.random(3, 10)).getParent();
    Files.setAttribute(secret, "unix:mode", 0);
    Files.setAttribute(closed, "unix:mode", 0);
    assumeThat(Files.isReadable(secret)).as("the administrator reads everything").isFalse();
    try (Machine machine = machine()) {
      DepositReport report = machine.deposit(source);
      assertThat(report.problems()).hasSize(2);
      assertThat(report.files()).isEqualTo(3);
    } finally {
      Files.setAttribute(closed, "unix:mode", 0700);
    }
  }

  @Test
  @DisplayName("sockets are named and left out; a path that is a link is kept as one and said so")
  void specialFiles() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), source);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Machine machine = machine()) {
      Path socket = Path.of("/tmp/hozon-test-" + ProcessHandle.current().pid() + ".socket");
      server.bind(UnixDomainSocketAddress.of(socket));
      try {
        DepositReport report = machine.deposit(source, socket, link);
        assertThat(report.problems())
            .hasSize(2)
            .anyMatch(problem -> problem.contains("is a socket"))
            .anyMatch(problem -> problem.contains("is a link"));
        machine.restore(report, folder.resolve("back"));
        assertThat(folder.resolve("back/link")).isSymbolicLink();
      } finally {
        Files.delete(socket);
      }
    }
  }

  @Test
  @DisplayName("a file that changes during every reading is kept as read last and named")
  void changing() throws Exception {
    Path busy = Trees.file(source.resolve("busy"), Trees.random(2, 8 << 20));
    AtomicBoolean stop = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(busy, StandardOpenOption.APPEND)) {
                while (!stop.get()) {
                  out.write(1);
                }
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    try (Machine machine = machine()) {
      writer.start();
      DepositReport report = machine.deposit(source);
      stop.set(true);
      writer.join();
      assertThat(report.problems()).singleElement().asString().contains("source/busy");
      machine.restore(report, folder.resolve("back"));
      assertThat(Files.size(folder.resolve("back/source/busy")))
          .isBetween(8L << 20, Files.size(busy));
      // It is not taken for unchanged next time.
      DepositReport second = machine.deposit(source);
      assertThat(second.problems()).isEmpty();
      machine.restore(second, folder.resolve("back2"));
      Trees.assertSame(folder.resolve("back2/source"), source);
    } finally {
      stop.set(true);
      writer.join();
    }
  }

  @Test
  @DisplayName("a path that is not there is refused before anything is done")
  void wrongPath() {
    try (Machine machine = machine()) {
      for (String path : List.of("/no/such/place", "relative", "")) {
        DepositRequest request =
            new DepositRequest(List.of(source.toString(), path), null, Policy.STANDARD);
        assertThatThrownBy(() -> machine.deposits.deposit(request, Progress.NONE))
            .isInstanceOfSatisfying(
                HozonException.class,
                wrong -> assertThat(wrong.kind()).isEqualTo(HozonException.Kind.USAGE));
      }
      assertThat(net.received()).isZero();
    }
  }

  @Test
  @DisplayName("progress is told from the first moment to the last")
  void progress() throws IOException {
    Trees.file(source.resolve("more"), Trees.random(2, 3 << 20));
    List<Progress.State> states = Collections.synchronizedList(new ArrayList<>());
    try (Machine machine = machine()) {
      machine.deposits.deposit(
          new DepositRequest(List.of(source.toString()), null, Policy.STANDARD), states::add);
      assertThat(states).isNotEmpty();
      Progress.State last = states.get(states.size() - 1);
      assertThat(last.files()).isEqualTo(3);
      assertThat(last.bytes()).isEqualTo((3 << 20) + 10);
      assertThat(last.phase()).isEqualTo("publishing");
    }
  }
}
