package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path folder;
  private Database database;
  private Ports ports;

  @BeforeEach
  void open() {
    database = Database.open(folder.resolve("hozon.db"));
    ports = new Ports(LOOPBACK, database.state());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void comesBackToTheLastOneWhileItIsFree() {
    int port;
    try (Ports.Held first = ports.hold("data", 0)) {
      port = first.port();
      ports.remember("data", port);
      try (Ports.Held meanwhile = ports.hold("data", 0)) {
        assertThat(meanwhile.port()).isNotEqualTo(port);
      }
    }
    try (Ports.Held again = ports.hold("data", 0)) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  @Test
  void aTakenPortThatWasAskedForIsNamed() {
    try (Ports.Held held = ports.hold("data", 0)) {
      HozonException trouble =
          catchThrowableOfType(HozonException.class, () -> ports.hold("data", held.port()));
      assertThat(trouble.kind()).isEqualTo(HozonException.Kind.FAILED);
      assertThat(trouble.getMessage())
          .contains("data port " + held.port())
          .contains("--data-port")
          .contains("not started");
    }
  }

  @Test
  void meshPortsThatWereAskedForAreNeighbours() {
    int asked;
    try (Ports.Held free = ports.hold("mesh", 0)) {
      asked = free.port();
    }
    try (MeshPorts mesh = MeshPorts.hold(ports, asked)) {
      assertThat(mesh.discovery()).isEqualTo(asked);
      assertThat(mesh.messages()).isEqualTo(asked + 1);
      assertThat(mesh.holdOthers()).isFalse();
    }
    try (MeshPorts any = MeshPorts.hold(ports, 0)) {
      int before = any.discovery();
      assertThat(any.holdOthers()).isTrue();
      assertThat(any.discovery()).isNotEqualTo(before);
    }
  }

  @Test
  void listensWhereTheMeshIsReached() {
    assertThat(ListenAddress.choose("", Optional.empty(), List.of())).isEqualTo(LOOPBACK);
    assertThat(ListenAddress.choose("", Optional.empty(), List.of(new HostPort("127.0.0.1", 1))))
        .isEqualTo(LOOPBACK);
    assertThat(ListenAddress.choose("127.0.0.1", Optional.of("10.9.8.7"), List.of()))
        .isEqualTo(LOOPBACK);
    // An address of another network than any of this computer: never told to others.
    assertThat(ListenAddress.choose("", Optional.of("203.0.113.77"), List.of()))
        .isEqualTo(LOOPBACK);
    assertThat(ListenAddress.choose("0.0.0.0", Optional.empty(), List.of()).isAnyLocalAddress())
        .isFalse();
    HozonException trouble =
        catchThrowableOfType(
            HozonException.class,
            () -> ListenAddress.choose("203.0.113.77", Optional.empty(), List.of()));
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.USAGE);
    assertThat(trouble.getMessage()).contains("--listen");
  }
}
