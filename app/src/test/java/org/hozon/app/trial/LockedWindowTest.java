package org.hozon.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hozon.app.window.HomeGate;
import org.hozon.node.HomeAccounts;
import org.hozon.ui.screen.Stand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window of a home whose keys other processes have put under a passphrase. */
class LockedWindowTest {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir Path folder;

  private static Stand window(Path home) {
    return new Stand(
            home,
            new HomeGate(home),
            () -> {
              throw new IllegalStateException("no trial is asked for");
            })
        .show();
  }

  private static void awaitOnline(Stand stand) {
    Waiting.until(
        "the node serves",
        LONGEST,
        () -> stand.present("node-state") && stand.text("node-state").contains("Online"));
  }

  @Test
  void theWindowAsksForThePassphraseUnlessANodeRunsAndChangesIt() throws IOException {
    try (TrialMesh mesh = new TrialMesh(folder)) {
      Path right = Files.writeString(folder.resolve("right"), "correct horse\n");
      mesh.hozon("locked", "init").good();
      mesh.hozon("locked", "passphrase", "--new-file", right.toString()).good();
      Path home = mesh.home("locked");
      assertThat(HomeAccounts.locked(home)).isTrue();

      mesh.start("locked", "--passphrase-file", right.toString()).awaitReady(LONGEST);
      try (Stand onAService = window(home)) {
        awaitOnline(onAService);
        assertThat(HomeAccounts.locked(home)).as("no question was needed").isTrue();
        change(onAService, "correct horse", "battery staple");
        assertThat(HomeAccounts.locked(home)).as("and none is remembered").isTrue();
      }
      assertThat(mesh.node("locked").terminate()).isZero();

      try (Stand stand = window(home)) {
        stand.type("unlock-passphrase", "correct horse");
        stand.press("unlock-go");
        stand.says("unlock-problem", "not the passphrase");
        stand.type("unlock-passphrase", "battery staple");
        stand.press("unlock-go");
        awaitOnline(stand);
        assertThat(HomeAccounts.locked(home)).isFalse();
        stand.press("go-settings");
        stand.press("passphrase-remove");
        stand.type("passphrase-known", "battery staple");
        stand.press("passphrase-go");
        stand.says("passphrase-words", "under no passphrase");
      }
      assertThat(HomeAccounts.hasPassphrase(home)).isFalse();
      assertThat(Files.readString(home.resolve("keys/account.key")))
          .startsWith("hozon-account-key");
      mesh.restart("locked").awaitReady(LONGEST);
    }
  }

  private static void change(Stand stand, String present, String fresh) {
    stand.press("go-settings");
    stand.press("passphrase-change");
    stand.type("passphrase-known", present);
    stand.type("passphrase-fresh", fresh);
    stand.type("passphrase-again", fresh);
    stand.press("passphrase-go");
    Stand.until("it is changed", () -> !stand.present("passphrase-sheet"));
  }
}
