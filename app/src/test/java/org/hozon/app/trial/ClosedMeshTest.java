package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mesh with a center: who gets in, who does not, and what goes on without the center. */
class ClosedMeshTest {
  @TempDir Path folder;

  @Test
  @Tag("R1")
  void whoIsInvitedGetsInAndTheWordsAloneBringEverythingBackWithoutTheCenter() throws IOException {
    try (TrialMesh mesh = new TrialMesh(folder)) {
      assertThat(mesh.hozon("center", "center", "init", "--name", "trial").exit()).isZero();
      mesh.startHolder("center").awaitReady(TrialMesh.LONGEST_START);
      assertUninvitedIsRefused(mesh);

      for (String holder : List.of("h1", "h2", "h3")) {
        mesh.startHolder(holder, "--invite", invitation(mesh));
      }
      String phrase = newAccount(mesh, "depositor");
      mesh.start("depositor", "--invite", invitation(mesh));
      mesh.awaitMembers("depositor", 5);
      Path source = Files.createDirectories(folder.resolve("source"));
      Files.writeString(source.resolve("a.txt"), "what is kept");
      Answer deposit = mesh.hozon("depositor", "deposit", source.toString());
      assertThat(deposit.exit()).as(deposit.err()).isZero();

      mesh.kill("center", "depositor");
      String address = mesh.address("h1");
      Path words = Files.writeString(folder.resolve("words"), phrase);
      assertThat(mesh.hozon("fresh", "init", "--phrase-file", words.toString()).exit()).isZero();
      mesh.start("fresh", "--join", address).awaitReady(TrialMesh.LONGEST_START);
      String id = deposit.json().get("deposit").asText();
      Path target = folder.resolve("target");
      Answer restored = mesh.hozon("fresh", "restore", id, "--to", target.toString());
      assertThat(restored.exit()).as(restored.err()).isZero();
      try (var files = Files.walk(target)) {
        assertThat(files.filter(Files::isRegularFile).map(ClosedMeshTest::read))
            .containsExactly("what is kept");
      }

      assertLostMachineIsRefused(mesh, mesh.id("depositor").value());
    }
  }

  private static void assertUninvitedIsRefused(TrialMesh mesh) {
    NodeProcess uninvited = mesh.start("uninvited", "--join", mesh.address("center"));
    assertThatThrownBy(() -> uninvited.awaitReady(TrialMesh.LONGEST_START))
        .satisfies(
            failure ->
                assertThat(failure.getCause())
                    .hasMessageContaining("did not take this node's certificate"));
    assertThat(mesh.hozon("center", "nodes").json()).hasSize(1);
  }

  /** The account shuts its lost machine out, which then gets in nowhere. */
  private static void assertLostMachineIsRefused(TrialMesh mesh, String machine) {
    mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
    Waiting.until(
        "the lost machine is in again",
        TrialMesh.LONGEST_START,
        () -> seenBy(mesh, "fresh").contains(machine));
    Answer revoked = mesh.hozon("fresh", "revoke", machine);
    assertThat(revoked.exit()).as(revoked.err()).isZero();
    for (String member : List.of("fresh", "h1", "h2")) {
      Waiting.until(
          "it is put out of the ring while it runs, as " + member + " sees it",
          TrialMesh.LONGEST_START,
          () -> !seenBy(mesh, member).contains(machine));
    }
    mesh.kill("depositor");
    // It goes on alone with what it has, as after any time away.
    mesh.restart("depositor").awaitReady(TrialMesh.LONGEST_START);
    assertThat(mesh.hozon("depositor", "nodes").json()).hasSize(1);
    assertThat(seenBy(mesh, "fresh")).isNotEmpty().doesNotContain(machine);
  }

  private static List<String> seenBy(TrialMesh mesh, String member) {
    return StreamSupport.stream(mesh.hozon(member, "nodes").json().spliterator(), false)
        .map(node -> node.get("node").asText())
        .toList();
  }

  private static String invitation(TrialMesh mesh) {
    return mesh.hozon("center", "invite").json().get("invitation").asText();
  }

  private static String newAccount(TrialMesh mesh, String name) {
    List<String> words =
        StreamSupport.stream(mesh.hozon(name, "init").json().get("phrase").spliterator(), false)
            .map(word -> word.asText())
            .toList();
    return String.join(" ", words);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
