package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys under a passphrase: each part stands for a process of its own. */
class KeyLockTest {
  private static final byte[] ENTROPY = new byte[32];

  @TempDir Path keys;
  private NodeId node;

  @BeforeEach
  void make() {
    var unused = new AccountVault(keys).store(RecoveryPhrase.of(ENTROPY));
    node = NodeKeys.loadOrCreate(keys).node();
    Authority.create(keys, "mesh", Instant.now());
  }

  @AfterEach
  void nextProcess() {
    KeyLock.forgetAll();
  }

  private static char[] typed(String passphrase) {
    return passphrase.toCharArray();
  }

  private void assertKeysAreThere() {
    assertThat(new AccountVault(keys).load().orElseThrow().account())
        .isEqualTo(AccountKeys.derive(RecoveryPhrase.of(ENTROPY)).account());
    assertThat(NodeKeys.loadOrCreate(keys).node()).isEqualTo(node);
    assertThat(Authority.load(keys)).isPresent();
  }

  @Test
  void whoTakesTheDiskHasNoKeys() throws IOException {
    char[] typed = typed("correct horse");
    KeyLock.of(keys).set(typed);
    assertThat(typed).containsOnly('\0');
    assertKeysAreThere();
    for (String file : KeyLock.LOCKED) {
      assertThat(Files.readString(keys.resolve(file)))
          .doesNotContain(Hex.of(ENTROPY))
          .startsWith("hozon-locked-1");
    }
    nextProcess();
    assertThat(KeyLock.of(keys).closed()).isTrue();
    assertThat(new AccountVault(keys).exists()).isTrue();
    assertRefused(HozonException.Kind.FAILED, () -> new AccountVault(keys).load());
    assertRefused(HozonException.Kind.FAILED, () -> NodeKeys.loadOrCreate(keys));
    assertRefused(HozonException.Kind.FAILED, () -> Authority.load(keys));
    assertRefused(HozonException.Kind.USAGE, () -> KeyLock.of(keys).open(typed("correct horse ")));
    assertRefused(HozonException.Kind.FAILED, () -> NodeKeys.loadOrCreate(keys));
    KeyLock.of(keys).open(typed("correct horse"));
    assertKeysAreThere();
  }

  @Test
  void thePassphraseIsChangedAndTakenAway() throws IOException {
    KeyLock.of(keys).set(typed("one"));
    KeyLock.of(keys).set(typed("two"));
    nextProcess();
    assertRefused(HozonException.Kind.FAILED, () -> KeyLock.of(keys).set(typed("three")));
    assertRefused(HozonException.Kind.FAILED, () -> KeyLock.of(keys).remove());
    assertRefused(HozonException.Kind.USAGE, () -> KeyLock.of(keys).open(typed("one")));
    KeyLock.of(keys).open(typed("two"));
    KeyLock.of(keys).remove();
    nextProcess();
    assertThat(KeyLock.of(keys).exists()).isFalse();
    assertKeysAreThere();
    assertThat(Files.readString(keys.resolve(AccountVault.FILE))).contains(Hex.of(ENTROPY));
  }

  @Test
  void whoKnowsThePassphraseChangesItAndALockThatWasClosedStaysSo() {
    KeyLock.of(keys).set(typed("one"));
    nextProcess();
    char[] wrong = typed("two");
    List<String> done = new ArrayList<>();
    assertRefused(
        HozonException.Kind.USAGE, () -> KeyLock.of(keys).with(wrong, () -> done.add("work")));
    assertThat(done).isEmpty();
    assertThat(wrong).containsOnly('\0');
    KeyLock.of(keys).with(typed("one"), () -> KeyLock.of(keys).set(typed("three")));
    assertThat(KeyLock.of(keys).closed()).isTrue();
    KeyLock.of(keys).open(typed("three"));
    KeyLock.of(keys).with(typed("three"), () -> {});
    assertThat(KeyLock.of(keys).closed()).isFalse();
    assertKeysAreThere();
  }

  /** A crash between two files leaves some locked and some not; all are read. */
  @Test
  void aHalfLockedHomeIsRead() throws IOException {
    String plain = Files.readString(keys.resolve(NodeKeys.FILE));
    KeyLock.of(keys).set(typed("one"));
    Files.writeString(keys.resolve(NodeKeys.FILE), plain);
    nextProcess();
    KeyLock.of(keys).open(typed("one"));
    assertKeysAreThere();
  }

  @Test
  void damageIsSaid() throws IOException {
    KeyLock.of(keys).set(typed("one"));
    Path account = keys.resolve(AccountVault.FILE);
    String sealed = Files.readString(account);
    Files.writeString(account, sealed.substring(0, sealed.length() - 4));
    assertRefused(HozonException.Kind.DAMAGED, () -> new AccountVault(keys).load());
    // A file of another name does not stand in for it.
    Files.copy(
        keys.resolve(NodeKeys.FILE), account, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertRefused(HozonException.Kind.DAMAGED, () -> new AccountVault(keys).load());
    nextProcess();
    Files.writeString(keys.resolve(KeyLock.FILE), "hozon-key-lock-1\n1\n1\n00\n00\n");
    assertRefused(HozonException.Kind.DAMAGED, () -> KeyLock.of(keys).open(typed("one")));
  }

  private static void assertRefused(HozonException.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HozonException.class, refusal -> assertThat(refusal.kind()).isEqualTo(kind));
  }
}
