package org.hozon.crypto;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;

/**
 * Keeps the account's secret (not the words themselves) owner-only in the home's {@code keys}
 * folder.
 *
 * <p>{@code account.key} has three lines: {@value #VERSION}, the 32 bytes of entropy in hex, and
 * the account's id, by which damage is noticed.
 */
public final class AccountVault {
  static final String FILE = "account.key";

  private static final String VERSION = "hozon-account-key-1";

  private static final String UNSEEN = "words-not-yet-seen";

  private final Path file;
  private final SecretFile secret;
  private final SecretFile unseen;

  /** The vault of a home. */
  public AccountVault(Path keysFolder) {
    file = keysFolder.resolve(FILE);
    secret = SecretFile.lockable(file);
    unseen = new SecretFile(keysFolder.resolve(UNSEEN));
  }

  /** True when an account was stored, be its key locked or not. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * The keys of the account of this home; empty before {@link #store}.
   *
   * @throws HozonException of kind DAMAGED when the file is not as it was stored, FAILED when it
   *     cannot be read
   */
  public Optional<AccountKeys> load() {
    return secret.read().map(this::read);
  }

  /**
   * Stores the account's secret (atomically, fsynced). Storing the same account again changes
   * nothing; a damaged file is kept aside under another name.
   *
   * @throws HozonException of kind FAILED when another account is there already, or the disk
   *     refuses
   */
  public AccountKeys store(RecoveryPhrase phrase) {
    AccountKeys keys = AccountKeys.derive(phrase);
    Optional<AccountKeys> present = undamaged();
    if (present.isEmpty()) {
      byte[] entropy = phrase.entropy();
      secret.write(String.join("\n", VERSION, Hex.of(entropy), keys.account().value(), ""));
    } else if (!present.get().account().equals(keys.account())) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This home already belongs to the account "
              + present.get().account()
              + ", so nothing was changed; use another home (--home) for the account "
              + keys.account()
              + ".");
    }
    return keys;
  }

  /**
   * Stores a new account whose words nobody has seen yet, because it was made where nobody looked.
   *
   * @throws HozonException of kind FAILED as {@link #store} does
   */
  public AccountKeys storeUnseen(RecoveryPhrase phrase) {
    unseen.write(
        "The 24 words of this account were not shown yet: 'hozon init' shows them once.\n");
    return store(phrase);
  }

  /** The words of the account, as long as nobody has seen them; empty ever after. */
  public Optional<RecoveryPhrase> unseenPhrase() {
    return unseen.read().flatMap(note -> secret.read()).map(this::phrase);
  }

  /** The words have been shown: they are not shown again. */
  public void wordsSeen() {
    unseen.remove();
  }

  private Optional<AccountKeys> undamaged() {
    try {
      return load();
    } catch (HozonException trouble) {
      if (trouble.kind() == HozonException.Kind.DAMAGED) {
        secret.setAside();
        return Optional.empty();
      }
      throw trouble;
    }
  }

  private AccountKeys read(String text) {
    return AccountKeys.derive(phrase(text));
  }

  private RecoveryPhrase phrase(String text) {
    List<String> lines = text.lines().toList();
    try {
      if (lines.size() == 3 && lines.get(0).equals(VERSION)) {
        RecoveryPhrase phrase = RecoveryPhrase.of(Hex.bytes(lines.get(1)));
        if (AccountKeys.derive(phrase).account().value().equals(lines.get(2))) {
          return phrase;
        }
      }
    } catch (IllegalArgumentException notHex) {
      throw damaged(notHex);
    }
    throw damaged(null);
  }

  private HozonException damaged(Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "The key of your account in "
            + file
            + " is damaged or of a newer program; nothing deposited is lost: bring the account back"
            + " with its 24 words (hozon init --phrase-file).",
        cause);
  }
}
