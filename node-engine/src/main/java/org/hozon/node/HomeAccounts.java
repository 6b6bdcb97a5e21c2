package org.hozon.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hozon.crypto.AccountVault;
import org.hozon.crypto.KeyLock;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.AccountId;
import org.hozon.model.HozonException;
import org.hozon.store.Home;

/** Makes the account of a home, or brings one back from its words, while no node runs there. */
public final class HomeAccounts {
  private HomeAccounts() {}

  /** An account just made and the 24 words that bring it back; nobody else will ever know them. */
  public record Made(AccountId account, List<String> phrase) {
    public Made {
      phrase = List.copyOf(phrase);
    }
  }

  /**
   * True when the home has an account.
   *
   * @throws HozonException of kind DAMAGED when its key is not as it was stored
   */
  public static boolean has(Path home) {
    Path keys = home.resolve("keys");
    AccountVault vault = new AccountVault(keys);
    return Files.isDirectory(keys) && (locked(home) ? vault.exists() : vault.load().isPresent());
  }

  /** True when the keys of the home are under a passphrase that was not given yet. */
  public static boolean locked(Path home) {
    return KeyLock.of(home.resolve("keys")).closed();
  }

  /** True when the keys of the home are under a passphrase. */
  public static boolean hasPassphrase(Path home) {
    return KeyLock.of(home.resolve("keys")).exists();
  }

  /**
   * Opens the keys of the home for this process.
   *
   * @param passphrase wiped afterwards
   * @throws HozonException of kind USAGE when it is not the right one, DAMAGED when it cannot be
   *     told any more
   */
  public static void unlock(Path home, char[] passphrase) {
    KeyLock.of(home.resolve("keys")).open(passphrase);
  }

  /**
   * Puts the keys of the home under a passphrase, or under another one; a node that runs goes on.
   *
   * @param passphrase wiped afterwards
   * @throws HozonException of kind FAILED when they are locked or there is no account
   */
  public static void setPassphrase(Path home, char[] passphrase) {
    requireAccount(home);
    KeyLock.of(home.resolve("keys")).set(passphrase);
  }

  /**
   * Takes the passphrase away.
   *
   * @throws HozonException of kind FAILED when the keys are locked or there is no account
   */
  public static void removePassphrase(Path home) {
    requireAccount(home);
    KeyLock.of(home.resolve("keys")).remove();
  }

  /**
   * Puts the keys of the home under another passphrase, by who knows the present one.
   *
   * @param present wiped afterwards, as {@code fresh}
   * @throws HozonException of kind USAGE when {@code present} is not the right one
   */
  public static void changePassphrase(Path home, char[] present, char[] fresh) {
    KeyLock lock = KeyLock.of(home.resolve("keys"));
    try {
      lock.with(present, () -> lock.set(fresh));
    } finally {
      Arrays.fill(fresh, '\0');
    }
  }

  /**
   * Takes the passphrase away, by who knows it.
   *
   * @param present wiped afterwards
   * @throws HozonException of kind USAGE when it is not the right one
   */
  public static void removePassphrase(Path home, char[] present) {
    KeyLock lock = KeyLock.of(home.resolve("keys"));
    lock.with(present, lock::remove);
  }

  private static void requireAccount(Path home) {
    if (!has(home)) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The home " + home + " has no account yet, so there is nothing to lock.");
    }
  }

  /**
   * Makes a new account, or tells the words of the one that {@link #makeUnseen} made as long as
   * nobody has seen them; call {@link #wordsSeen} once they were shown.
   *
   * @throws HozonException of kind FAILED when the home has an account whose words were shown, is
   *     in use or cannot be written
   */
  public static Made make(Path home) {
    Optional<Made> unseen = unseen(home);
    return unseen.isPresent() ? unseen.get() : makeUnseen(home);
  }

  /** Makes a new account whose words are kept to be shown once, later. */
  public static Made makeUnseen(Path home) {
    try (Home opened = Home.open(home)) {
      AccountVault vault = new AccountVault(opened.keys());
      if (vault.load().isPresent()) {
        throw new HozonException(
            HozonException.Kind.FAILED,
            "The home "
                + opened.folder()
                + " has an account already and keeps it; use another"
                + " --home for a new account.");
      }
      RecoveryPhrase phrase = RecoveryPhrase.generate(new SecureRandom());
      return new Made(vault.storeUnseen(phrase).account(), phrase.words());
    }
  }

  /** The words of this home's account were shown to a person: they are not shown again. */
  public static void wordsSeen(Path home) {
    new AccountVault(home.resolve("keys")).wordsSeen();
  }

  /** The account of a home and its words as long as nobody has seen them. */
  public static Optional<Made> unseen(Path home) {
    Path keys = home.resolve("keys");
    if (!Files.isDirectory(keys)) {
      return Optional.empty();
    }
    AccountVault vault = new AccountVault(keys);
    return vault
        .unseenPhrase()
        .flatMap(
            phrase -> vault.load().map(account -> new Made(account.account(), phrase.words())));
  }

  /**
   * Brings an account back from its words.
   *
   * @throws HozonException of kind DAMAGED when the words are not a phrase; of kind FAILED when the
   *     home has another account, is in use or cannot be written
   */
  public static AccountId recall(Path home, String words) {
    RecoveryPhrase phrase = RecoveryPhrase.parse(words);
    try (Home opened = Home.open(home)) {
      return new AccountVault(opened.keys()).store(phrase).account();
    }
  }
}
