package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Stream;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path home;

  @Test
  void aNodeKeepsItsKey() throws IOException {
    Path keys = home.resolve("keys");
    NodeKeys made = NodeKeys.loadOrCreate(keys);
    NodeKeys loaded = NodeKeys.loadOrCreate(keys);
    assertThat(loaded.node()).isEqualTo(made.node());
    assertThat(loaded.publicKey()).isEqualTo(made.publicKey());
    assertThat(Signatures.nodeOf(made.publicKey())).isEqualTo(made.node());
    assertThat(
            Signatures.valid(
                loaded.receipt(new PackId("cd".repeat(32)), 5, Instant.now()), made.publicKey()))
        .isTrue();
    assertThat(NodeKeys.loadOrCreate(home.resolve("other")).node()).isNotEqualTo(made.node());
    assertThat(files(keys)).containsExactly(NodeKeys.FILE);
  }

  @Test
  void theVaultKeepsTheAccountButNotItsWords() throws IOException {
    Path keys = home.resolve("keys");
    AccountVault vault = new AccountVault(keys);
    assertThat(vault.load()).isEmpty();
    RecoveryPhrase phrase = RecoveryPhrase.generate(new SecureRandom());
    AccountKeys stored = vault.store(phrase);
    assertThat(stored.account()).isEqualTo(AccountKeys.derive(phrase).account());
    assertThat(new AccountVault(keys).load().orElseThrow().account()).isEqualTo(stored.account());
    assertThat(vault.store(phrase).account()).isEqualTo(stored.account());
    String text = Files.readString(keys.resolve(AccountVault.FILE));
    assertThat(text).contains(Hex.of(phrase.entropy())).startsWith("hozon-account-key-1\n");
    assertThat(text).doesNotContain(phrase.words().get(0) + " ");
    assertThat(files(keys)).containsExactly(AccountVault.FILE);
  }

  @Test
  void theVaultRefusesASecondAccount() {
    AccountVault vault = new AccountVault(home);
    AccountKeys first = vault.store(RecoveryPhrase.of(new byte[32]));
    assertThatThrownBy(() -> vault.store(RecoveryPhrase.generate(new SecureRandom())))
        .isInstanceOfSatisfying(
            HozonException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(HozonException.Kind.FAILED))
        .hasMessageContaining(first.account().value());
    assertThat(vault.load().orElseThrow().account()).isEqualTo(first.account());
  }

  /** Any one changed byte of a key file is noticed, and never taken for another key. */
  @Test
  void damageToAKeyFileIsNoticed() throws IOException {
    new AccountVault(home).store(RecoveryPhrase.of(new byte[32]));
    NodeKeys.loadOrCreate(home);
    for (String name : new String[] {AccountVault.FILE, NodeKeys.FILE}) {
      Path file = home.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int i = 0; i < good.length - 1; i += 3) {
        byte[] bad = good.clone();
        bad[i] ^= 1;
        Files.write(file, bad);
        assertDamaged(name);
      }
      for (int length : new int[] {0, 1, good.length / 2, good.length - 2}) {
        Files.write(file, java.util.Arrays.copyOf(good, length));
        assertDamaged(name);
      }
      Files.write(file, TestAccounts.noise(1, good.length));
      assertDamaged(name);
    }
  }

  private void assertDamaged(String name) {
    assertThatThrownBy(
            () -> {
              if (name.equals(NodeKeys.FILE)) {
                NodeKeys.loadOrCreate(home);
              } else {
                new AccountVault(home).load();
              }
            })
        .isInstanceOfSatisfying(
            HozonException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(HozonException.Kind.DAMAGED))
        .hasMessageContaining(home.resolve(name).toString());
  }

  @Test
  void the24WordsMendADamagedVault() throws IOException {
    AccountVault vault = new AccountVault(home);
    RecoveryPhrase phrase = RecoveryPhrase.of(new byte[32]);
    vault.store(phrase);
    Files.writeString(home.resolve(AccountVault.FILE), "zeros, say");
    assertThatThrownBy(vault::load).hasMessageContaining("24 words");
    vault.store(phrase);
    assertThat(vault.load()).isPresent();
    assertThat(files(home)).containsExactly(AccountVault.FILE, AccountVault.FILE + ".damaged-1");
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    assumeThat(home.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Path keys = home.resolve("keys");
    NodeKeys.loadOrCreate(keys);
    new AccountVault(keys).store(RecoveryPhrase.of(new byte[32]));
    assertThat(mode(keys)).isEqualTo("rwx------");
    assertThat(mode(keys.resolve(NodeKeys.FILE))).isEqualTo("rw-------");
    assertThat(mode(keys.resolve(AccountVault.FILE))).isEqualTo("rw-------");
    Files.setPosixFilePermissions(
        keys.resolve(NodeKeys.FILE), PosixFilePermissions.fromString("rw-r--r--"));
    NodeKeys.loadOrCreate(keys);
    assertThat(mode(keys.resolve(NodeKeys.FILE))).isEqualTo("rw-------");
  }

  @Test
  void aLeftoverOfACrashIsNoTrouble() throws IOException {
    Files.writeString(home.resolve(NodeKeys.FILE + ".new"), "half a k");
    NodeKeys made = NodeKeys.loadOrCreate(home);
    assertThat(NodeKeys.loadOrCreate(home).node()).isEqualTo(made.node());
    assertThat(files(home)).containsExactly(NodeKeys.FILE);
  }

  @Test
  void saysWhenTheFolderCannotBeMade() throws IOException {
    Path blocked = Files.writeString(home.resolve("keys"), "a file where the folder should be");
    assertThatThrownBy(() -> NodeKeys.loadOrCreate(blocked.resolve("below")))
        .isInstanceOfSatisfying(
            HozonException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(HozonException.Kind.FAILED))
        .hasMessageContaining("node.key");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Stream<String> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }
}
