package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.cache.processor.MutableEntry;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteCache;
import org.apache.ignite.Ignition;
import org.apache.ignite.cache.CacheEntryProcessor;
import org.hozon.model.Head;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several members in one process: what they share, how they meet and part. */
final class MeshTogetherTest {
  @TempDir Path folder;

  private final List<Mesh> open = new ArrayList<>();

  @AfterEach
  void closeAll() {
    open.forEach(Mesh::close);
  }

  private Mesh mesh(int number, boolean mayStartAlone, HostPort... join) {
    return mesh(Samples.config(number, folder, Samples.ports(), List.of(join), mayStartAlone));
  }

  private Mesh mesh(MeshConfig config) {
    Mesh mesh = IgniteMesh.start(config);
    synchronized (open) {
      open.add(mesh);
    }
    return mesh;
  }

  private static HostPort door(Mesh mesh) {
    return mesh.discovery().get(0);
  }

  private static boolean holders(Mesh mesh, PackId pack, NodeId... nodes) {
    return mesh.holders(List.of(pack)).getOrDefault(pack, Set.of()).equals(Set.of(nodes));
  }

  private static List<Long> sequences(Mesh mesh, int account) {
    return mesh.heads(Samples.account(account)).stream().map(Head::sequence).toList();
  }

  @Test
  void membersShareProfilesPlacementsAndHeads() throws Exception {
    Mesh first = mesh(1, true);
    Recorder told = new Recorder();
    first.listen(told);
    Mesh second = mesh(2, false, door(first));
    told.await("joined node-2");
    assertThat(second.members().keySet()).containsExactly(Samples.node(1), Samples.node(2));
    assertThat(second.clusterId()).isNotEmpty().isEqualTo(first.clusterId());

    second.publish(Samples.profile(2, 5));
    told.await("changed node-2 5");
    assertThat(first.members().get(Samples.node(2))).isEqualTo(Samples.profile(2, 5));
    second.publish(Samples.profile(2, 6));
    told.await("changed node-2 6");

    PackId pack = Samples.pack(1);
    PackId other = Samples.pack(2);
    first.reportHeld(List.of(pack, other));
    second.reportHeld(List.of(pack));
    first.reportHeld(List.of(pack));
    Until.holds("both hold it", () -> holders(first, pack, Samples.node(1), Samples.node(2)));
    Map<PackId, Set<NodeId>> all =
        Map.of(pack, Set.of(Samples.node(1), Samples.node(2)), other, Set.of(Samples.node(1)));
    Until.holds(
        "packs without holders are left out",
        () -> second.holders(List.of(pack, other, Samples.pack(3))).equals(all));
    first.reportDropped(List.of(pack, other));
    Until.holds("one is left", () -> holders(second, pack, Samples.node(2)));
    Until.holds("nobody is left", () -> second.holders(List.of(other)).isEmpty());

    first.publishHead(Samples.head(7, 1, 3));
    second.publishHead(Samples.head(7, 2, 9));
    Until.holds("a lane each", () -> sequences(first, 7).equals(List.of(3L, 9L)));
    second.publishHead(Samples.head(7, 1, 2));
    first.publishHead(Samples.head(7, 2, 10));
    Until.holds("the newest is there", () -> sequences(second, 7).equals(List.of(3L, 10L)));
    Until.holds("and here", () -> sequences(first, 7).equals(List.of(3L, 10L)));
    assertThat(first.heads(Samples.account(8))).isEmpty();

    Mesh third = mesh(3, false, door(second));
    Until.holds(
        "a newcomer gets what was said before it came",
        () -> third.members().get(Samples.node(2)).sequence() == 6);
    assertThat(sequences(third, 7)).containsExactly(3L, 10L);

    int skip = told.size();
    second.close();
    told.await("left node-2", skip);
    Until.holds("who is gone holds nothing", () -> third.holders(List.of(pack)).isEmpty());
    assertThat(told.told()).noneMatch(line -> line.startsWith("WRONG THREAD"));
  }

  @Test
  void onlyTheTwoPortsListen() throws Exception {
    long self = ProcessHandle.current().pid();
    Set<String> before = listening(self);
    Mesh mesh = mesh(1, true);
    Set<String> now = listening(self);
    now.removeAll(before);
    int port = door(mesh).port();
    assertThat(now).containsExactlyInAnyOrder("127.0.0.1:" + port, "127.0.0.1:" + (port + 1));
  }

  /** What {@code ss} says of this process; empty where there is no such command. */
  private static Set<String> listening(long pid) throws Exception {
    Path command = Path.of("/usr/bin/ss");
    assumeTrue(Files.isExecutable(command));
    Process process = new ProcessBuilder(command.toString(), "-Hltnup").start();
    Set<String> found = new TreeSet<>();
    try (Stream<String> lines = process.inputReader().lines()) {
      lines
          .filter(line -> line.contains("pid=" + pid + ","))
          .forEach(line -> found.add(line.trim().split("\\s+", -1)[4].replace("[::ffff:", "")));
    }
    return found;
  }

  @Test
  void twoThatStartAtTheSameMomentMeet() throws Exception {
    for (int round = 0; round < 3; round++) {
      List<Integer> ports = List.of(Samples.ports(), Samples.ports(), Samples.ports());
      HostPort[] doors = ports.stream().map(Samples::door).toArray(HostPort[]::new);
      List<CompletableFuture<Mesh>> starting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        MeshConfig config = Samples.config(i + 1, folder, ports.get(i), List.of(doors), true);
        starting.add(CompletableFuture.supplyAsync(() -> mesh(config)));
      }
      for (CompletableFuture<Mesh> one : starting) {
        Mesh mesh = one.get();
        Until.holds("three in one cluster", () -> mesh.members().size() == 3);
        Until.holds(
            "of one name", () -> mesh.clusterId().equals(starting.get(0).get().clusterId()));
      }
      closeAll();
      open.clear();
    }
  }

  @Test
  void aMemberMovesToAnotherClusterWithoutEndingItsProcess() throws Exception {
    Mesh here = mesh(1, true);
    Mesh mover = mesh(2, false, door(here));
    Mesh there = mesh(3, true);
    Recorder told = new Recorder();
    mover.listen(told);
    told.await("joined node-1");
    assertThat(there.clusterId()).isNotEqualTo(here.clusterId());
    mover.publish(Samples.profile(2, 4));
    mover.reportHeld(List.of(Samples.pack(1)));
    int skip = told.await("rejoined") + 1;

    mover.rejoin(List.of(door(there)));

    assertThat(mover.clusterId()).isEqualTo(there.clusterId());
    assertThat(mover.members().keySet()).containsExactly(Samples.node(2), Samples.node(3));
    int failed = told.await("failed node-1", skip);
    int joined = told.await("joined node-3", failed);
    told.await("rejoined", joined);
    Until.holds("it is gone there", () -> here.members().size() == 1);
    Until.holds(
        "its newest profile came with it",
        () ->
            there.members().containsKey(Samples.node(2))
                && there.members().get(Samples.node(2)).sequence() == 4);
    mover.reportHeld(List.of(Samples.pack(1)));
    Until.holds("it holds", () -> holders(there, Samples.pack(1), Samples.node(2)));

    String before = mover.clusterId();
    mover.rejoin(List.of(door(there)));
    assertThatThrownBy(() -> mover.rejoin(List.of(Samples.door(Samples.ports()))))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("No node of the mesh answers");
    assertThat(mover.clusterId()).isEqualTo(before);
    assertThat(told.told().subList(joined, told.size())).containsOnlyOnce("rejoined");
  }

  @Test
  void aNodeThatMustNotStartAloneSaysSo() {
    int nobody = Samples.ports();
    assertThatThrownBy(() -> mesh(1, false, Samples.door(nobody)))
        .isInstanceOfSatisfying(
            HozonException.class,
            failed -> assertThat(failed.kind()).isEqualTo(HozonException.Kind.FAILED))
        .hasMessageContaining("127.0.0.1:" + nobody);
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    int port = Samples.ports();
    try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> mesh(Samples.config(1, folder, port, List.of(), true)))
          .isInstanceOf(HozonException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void everythingIsSafeToCallOnceClosed() {
    Mesh mesh = mesh(1, true);
    mesh.reportHeld(List.of(Samples.pack(1)));
    mesh.close();
    mesh.close();
    mesh.listen(new Recorder());
    mesh.publish(Samples.profile(1, 2));
    mesh.reportHeld(List.of(Samples.pack(2)));
    mesh.reportDropped(List.of(Samples.pack(1)));
    mesh.publishHead(Samples.head(1, 1, 1));
    assertThat(mesh.members()).containsOnlyKeys(Samples.node(1));
    assertThat(mesh.discovery()).isEmpty();
    assertThat(mesh.holders(List.of(Samples.pack(9)))).isEmpty();
    assertThat(mesh.heads(Samples.account(9))).isEmpty();
    assertThatThrownBy(() -> mesh.rejoin(List.of(Samples.door(1))))
        .isInstanceOf(HozonException.class);
  }

  /** Not on the list of classes that may come over the wire. */
  private static final class Stranger implements CacheEntryProcessor<String, String, Void> {
    private static final long serialVersionUID = 1L;

    @Override
    public Void process(MutableEntry<String, String> entry, Object... arguments) {
      entry.setValue("taken over");
      return null;
    }
  }

  @Test
  void aMemberMakesNothingOfStrangeClasses() {
    Mesh first = mesh(1, true);
    mesh(2, false, door(first));
    Collection<Ignite> both = Ignition.allGrids();
    assertThat(both).hasSize(2);
    Ignite sender = both.iterator().next();
    IgniteCache<String, String> map = sender.cache(IgniteSettings.PLACEMENTS);
    String elsewhere =
        Stream.iterate(0, i -> i + 1)
            .map(String::valueOf)
            .filter(
                key ->
                    !sender
                        .affinity(IgniteSettings.PLACEMENTS)
                        .isPrimary(sender.cluster().localNode(), key))
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> map.invoke(elsewhere, new Stranger()))
        .hasStackTraceContaining("Stranger is disallowed");
    assertThat(map.get(elsewhere)).isNull();
  }
}
