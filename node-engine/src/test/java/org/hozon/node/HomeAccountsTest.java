package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts of homes: made once, their words told until they were seen, never written down. */
class HomeAccountsTest {
  @TempDir Path home;

  @Test
  void theWordsOfAnAccountMadeUnseenAreToldUntilTheyWereSeen() {
    HomeAccounts.Made made = HomeAccounts.makeUnseen(home);
    assertThat(HomeAccounts.make(home)).isEqualTo(made);
    assertThat(HomeAccounts.make(home)).isEqualTo(made);

    HomeAccounts.wordsSeen(home);
    assertThatThrownBy(() -> HomeAccounts.make(home))
        .isInstanceOf(HozonException.class)
        .hasMessageContaining("has an account already");
    assertThat(HomeAccounts.has(home)).isTrue();
  }

  @Test
  void theWordsBringTheAccountBackOnAnotherHome(@TempDir Path other) {
    HomeAccounts.Made made = HomeAccounts.make(home);
    assertThat(HomeAccounts.recall(other, String.join(" ", made.phrase())))
        .isEqualTo(made.account());
    assertThatThrownBy(() -> HomeAccounts.make(other)).isInstanceOf(HozonException.class);
  }

  @Test
  void noWordIsEverWrittenDown() throws IOException {
    HomeAccounts.Made made = HomeAccounts.makeUnseen(home);
    String threeWords = String.join(" ", made.phrase().subList(0, 3));
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(threeWords);
      }
    }
  }
}
