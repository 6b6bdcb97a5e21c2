package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.NodeKeys;
import org.hozon.model.HozonException;
import org.hozon.store.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a running node. */
class KeyRingTest {
  @TempDir Path folder;

  @Test
  void keysThatAnotherProcessLocksMeanwhileStayAtHand() throws IOException {
    try (Home home = Home.open(folder)) {
      KeyRing running = new KeyRing(home);
      NodeKeys node = running.node();
      AccountKeys account = running.account();
      assertThat(running.authority()).isEmpty();
      for (String file : new String[] {"node.key", "account.key"}) {
        Files.writeString(home.keys().resolve(file), "hozon-locked-1\n" + "00".repeat(64));
      }
      Files.writeString(home.keys().resolve("lock"), "of another process");
      assertThatThrownBy(() -> new KeyRing(home).node())
          .isInstanceOf(HozonException.class)
          .hasMessageContaining("under a passphrase");
      assertThat(running.node().node()).isEqualTo(node.node());
      assertThat(running.account().account()).isEqualTo(account.account());
      assertThat(running.authority()).isEmpty();
    }
  }
}
