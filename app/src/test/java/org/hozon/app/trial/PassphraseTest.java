package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home whose keys are under a passphrase, in processes of its own. */
class PassphraseTest {
  @TempDir Path folder;

  @Test
  void aLockedHomeStartsWithItsPassphraseOnly() throws IOException {
    try (TrialMesh mesh = new TrialMesh(folder)) {
      Path right = Files.writeString(folder.resolve("right"), "correct horse\n");
      Path wrong = Files.writeString(folder.resolve("wrong"), "battery staple\n");
      assertThat(mesh.hozon("locked", "init").exit()).isZero();
      Answer locked = mesh.hozon("locked", "passphrase", "--new-file", right.toString());
      assertThat(locked.json().get("locked").asBoolean()).isTrue();

      assertRefused(mesh.start("locked"), "under a passphrase");
      assertRefused(
          mesh.start("locked", "--passphrase-file", wrong.toString()), "not the passphrase");
      Answer noTerminal = mesh.hozon("locked", "passphrase", "--remove");
      assertThat(noTerminal.exit()).isEqualTo(HozonException.Kind.FAILED.exitCode());
      assertThat(noTerminal.err().lines()).hasSize(1);

      mesh.start("locked", "--passphrase-file", right.toString())
          .awaitReady(TrialMesh.LONGEST_START);
      assertThat(mesh.hozon("locked", "status").exit()).isZero();

      Answer open =
          mesh.hozon("locked", "passphrase", "--remove", "--passphrase-file", right.toString());
      assertThat(open.json().get("locked").asBoolean()).isFalse();
      mesh.kill("locked");
      mesh.restart("locked").awaitReady(TrialMesh.LONGEST_START);
    }
  }

  private static void assertRefused(NodeProcess node, String says) {
    assertThatThrownBy(() -> node.awaitReady(TrialMesh.LONGEST_START))
        .satisfies(failure -> assertThat(failure.getCause()).hasMessageContaining(says));
  }
}
