package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositReport;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillResumeTest {
  @TempDir Path folder;
  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));

  @Test
  @Tag("R1")
  @DisplayName("killed at any step, the next run goes on; nothing acknowledged is sent twice")
  void everyStep() throws IOException {
    Path source = folder.resolve("source");
    Trees.file(source.resolve("a"), Trees.random(1, 300_000));
    Trees.file(source.resolve("b/c"), Trees.random(2, (4 << 20) + 300_000));
    Files.createSymbolicLink(source.resolve("l"), Path.of("a"));
    Map<String, String> expected = Trees.describe(source);
    Set<ChunkId> contents = chunksOf(source.resolve("a"));
    contents.addAll(chunksOf(source.resolve("b/c")));
    boolean struck = true;
    for (int step = 1; struck; step++) {
      Path place = folder.resolve("step-" + step);
      TestNet net = new TestNet(place.resolve("net"), 4);
      KillSwitch kill = new KillSwitch(step);
      try (Machine machine =
          new Machine(place.resolve("home"), keys, net, Machine.NO_INLINE, kill::wire)) {
        deposit(machine, source, kill);
      }
      struck = kill.struck();
      Set<PackId> acknowledged = safe(net);
      // Lists of files and versions name packs; they are written anew when those change.
      acknowledged.removeIf(pack -> !holdsAny(net, pack, contents));
      try (Machine machine =
          new Machine(place.resolve("home"), keys, net, Machine.NO_INLINE, parts -> parts)) {
        DepositReport report = machine.deposit(source);
        assertThat(report.version()).as("step %d", step).isEqualTo(1);
        assertThat(machine.parts.journal().open()).as("step %d", step).isEmpty();
        assertThat(machine.parts.journal().unpublished()).as("step %d", step).isEmpty();
        assertThat(net.standing().keySet()).as("step %d", step).containsAll(acknowledged);
        machine.restore(report, place.resolve("back"));
        assertThat(Trees.describe(place.resolve("back/source"))).isEqualTo(expected);
        assertEachChunkOnce(net, step);
        assertThat(machine.deposits.health().underReplicated()).isZero();
        assertThat(machine.deposits.health().healthy()).isEqualTo(net.standing().size());
      }
      assertThat(net.holders.stream().filter(holder -> !holder.heads.isEmpty()).count())
          .as("step %d", step)
          .isGreaterThanOrEqualTo(3);
      if (step % 7 == 0 || !struck) {
        try (Machine fresh = new Machine(place.resolve("fresh"), keys, net)) {
          fresh.deposits.refresh();
          assertThat(fresh.deposits.deposits()).as("step %d", step).hasSize(1);
        }
      }
      assertThat(step).isLessThan(200);
    }
  }

  private static void deposit(Machine machine, Path source, KillSwitch kill) {
    try {
      machine.deposit(source);
    } catch (KillSwitch.Killed killed) {
      assertThat(kill.struck()).isTrue();
    }
  }

  private Set<ChunkId> chunksOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Chunker chunker = new Chunker(keys.gearTable());
    Set<ChunkId> ids = new HashSet<>();
    for (int at = 0; at < bytes.length; ) {
      int length = chunker.next(bytes, at, bytes.length - at, true);
      ids.add(keys.chunkId(bytes, at, length));
      at += length;
    }
    return ids;
  }

  private boolean holdsAny(TestNet net, PackId pack, Set<ChunkId> ids) {
    return keys.opener().index(ByteBuffer.wrap(net.anyCopy(pack))).stream()
        .anyMatch(ref -> ids.contains(ref.id()));
  }

  private static Set<PackId> safe(TestNet net) {
    Map<PackId, Set<NodeId>> safe = net.standing();
    safe.values().removeIf(nodes -> nodes.size() < 3);
    return new HashSet<>(safe.keySet());
  }

  /** No chunk stands in two packs: what was there was not sent again. */
  private void assertEachChunkOnce(TestNet net, int step) {
    Map<ChunkId, ChunkRef> seen = new HashMap<>();
    for (PackId pack : net.standing().keySet()) {
      for (ChunkRef ref : keys.opener().index(ByteBuffer.wrap(net.anyCopy(pack)))) {
        assertThat(seen.put(ref.id(), ref)).as("step %d: %s twice", step, ref).isNull();
      }
    }
  }

  @Test
  @DisplayName("a shortage midway keeps what was sent; the next run sends the rest only")
  void shortageMidway() throws IOException {
    Path source = folder.resolve("source");
    for (int i = 0; i < 6; i++) {
      Trees.file(source.resolve("f" + i), Trees.random(i, 12 << 20));
    }
    Trees.age(source);
    TestNet net = new TestNet(folder.resolve("net"), 3);
    net.holders.get(1).room = 100 << 20;
    try (Machine machine = new Machine(folder.resolve("home"), keys, net)) {
      FakeHolder fills = net.holders.get(2);
      Thread watcher =
          new Thread(
              () -> {
                while (fills.received.get() < 2) {
                  Thread.onSpinWait();
                }
                fills.refusal = "its offer is full";
              });
      watcher.start();
      assertThatThrownBy(() -> machine.deposit(source))
          .isInstanceOfSatisfying(
              HozonException.class,
              short3 -> assertThat(short3.kind()).isEqualTo(HozonException.Kind.SHORT));
      assertThat(machine.deposits.deposits()).isEmpty();
      Set<PackId> safe = safe(net);
      assertThat(safe).isNotEmpty();
      int received = net.received();
      fills.refusal = null;

      DepositReport report = machine.deposit(source);

      assertThat(net.received() - received).isLessThan(3 * 5);
      assertThat(net.standing().keySet()).containsAll(safe);
      machine.restore(report, folder.resolve("back"));
      Trees.assertSame(folder.resolve("back/source"), source);
      assertEachChunkOnce(net, 0);
    }
  }
}
