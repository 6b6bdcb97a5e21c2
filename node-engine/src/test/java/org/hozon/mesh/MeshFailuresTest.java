package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hozon.model.HostPort;
import org.hozon.model.PackId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members in processes of their own die, hang and leave; the member in this one watches. */
@Tag("R2")
final class MeshFailuresTest {
  @TempDir Path folder;

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void endEverything() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private MemberProcess process(int number, boolean mayStartAlone, HostPort... join)
      throws Exception {
    return process(number, Samples.ports(), mayStartAlone, join);
  }

  private MemberProcess process(int number, int port, boolean mayStartAlone, HostPort... join)
      throws Exception {
    MemberProcess process = MemberProcess.start(number, port, folder, mayStartAlone, join);
    open.add(process);
    return process;
  }

  private Mesh mesh(int number, boolean mayStartAlone, HostPort... join) {
    Mesh mesh =
        IgniteMesh.start(
            Samples.config(number, folder, Samples.ports(), List.of(join), mayStartAlone));
    open.add(0, mesh);
    return mesh;
  }

  private static List<PackId> packs() {
    return IntStream.range(0, 300).mapToObj(Samples::pack).toList();
  }

  @Test
  void theOldestMemberIsKilledAndSoonBackUnderTheSameName() throws Exception {
    MemberProcess oldest = process(1, true).awaitUp();
    Recorder told = new Recorder();
    Mesh mesh = mesh(2, false, oldest.door());
    mesh.listen(told);
    MemberProcess third = process(3, false, oldest.door()).awaitUp();
    told.await("joined node-3");
    assertThat(told.told()).containsSubsequence("joined node-1", "rejoined", "joined node-3");
    String before = mesh.clusterId();

    oldest.tell("publish 7");
    told.await("changed node-1 7");
    assertThat(mesh.members().get(Samples.node(1)).sequence()).isEqualTo(7);

    int skip = told.size();
    oldest.kill();
    MemberProcess again = process(1, oldest.port(), false, third.door()).awaitUp();
    int failed = told.await("failed node-1", skip);
    told.await("joined node-1", failed);
    Until.holds(
        "all three are members",
        () ->
            mesh.members()
                .keySet()
                .equals(Set.of(Samples.node(1), Samples.node(2), Samples.node(3))));
    assertThat(mesh.clusterId()).isNotEqualTo(before);
    Until.holds("both name one cluster", () -> again.members().contains(mesh.clusterId()));

    int beforeLeave = told.size();
    third.tell("leave");
    told.await("left node-3", beforeLeave);
    assertThat(told.told()).doesNotContain("failed node-3");
  }

  @Test
  void aHungMemberFailsAndComesBackByItself() throws Exception {
    Recorder told = new Recorder();
    Mesh mesh = mesh(1, true);
    mesh.listen(told);
    MemberProcess hung = process(2, false, mesh.discovery().get(0));
    MemberProcess other = process(3, false, mesh.discovery().get(0));
    hung.awaitUp();
    other.awaitUp();
    told.await("joined node-2");
    told.await("joined node-3");

    List<PackId> packs = packs();
    mesh.reportHeld(packs);
    mesh.publishHead(Samples.head(1, 1, 8));
    Until.holds("all are in the map", () -> mesh.holders(packs).size() == packs.size());

    int skip = told.size();
    hung.signal("STOP");
    while (!told.told().contains("failed node-2")) {
      assertThat(mesh.holders(packs)).as("readable while it hangs").hasSize(packs.size());
      assertThat(mesh.heads(Samples.account(1))).hasSize(1);
    }
    int failed = told.await("failed node-2", skip);
    int said = hung.said();
    hung.signal("CONT");
    told.await("joined node-2", failed);
    hung.await("rejoined", said);
    assertThat(hung.isAlive()).isTrue();
    Until.holds("it sees all", () -> hung.members().contains(Samples.node(3).value()));
    assertThat(hung.members()).contains(mesh.clusterId());
    assertThat(told.told()).doesNotContain("failed node-3");
  }

  @Test
  void threeMembersDieAtOnceAndTheirEntriesAreMissed() throws Exception {
    Recorder told = new Recorder();
    Mesh mesh = mesh(1, true);
    mesh.listen(told);
    Recorder toldOther = new Recorder();
    Mesh other = mesh(2, false, mesh.discovery().get(0));
    other.listen(toldOther);
    List<MemberProcess> victims = new ArrayList<>();
    for (int i = 3; i <= 5; i++) {
      victims.add(process(i, false, mesh.discovery().get(0)));
    }
    for (MemberProcess victim : victims) {
      victim.awaitUp();
    }
    List<PackId> packs = packs();
    mesh.reportHeld(packs);
    Until.holds("all are in the map", () -> mesh.holders(packs).size() == packs.size());
    assertThat(told.told()).doesNotContain("entriesLost");

    for (MemberProcess victim : victims) {
      victim.signal("STOP"); // so that none can save the entries of another before its own end
    }
    for (MemberProcess victim : victims) {
      victim.kill();
    }
    for (int i = 3; i <= 5; i++) {
      told.await("failed node-" + i);
    }
    told.await("entriesLost");
    toldOther.await("entriesLost");
    mesh.reportHeld(packs);
    Until.holds("all are in the map again", () -> other.holders(packs).size() == packs.size());
    assertThat(mesh.members().keySet()).containsExactly(Samples.node(1), Samples.node(2));
  }
}
