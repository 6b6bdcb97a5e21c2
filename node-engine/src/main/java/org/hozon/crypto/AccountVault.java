package org.hozon.crypto;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the account's secret (not the words themselves) owner-only in the home's {@code keys}
 * folder.
 */
public final class AccountVault {
  /** The vault of a home. */
  public AccountVault(Path keysFolder) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The keys of the account of this home; empty before {@link #store}. */
  public Optional<AccountKeys> load() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Stores the account's secret (atomically, fsynced).
   *
   * @throws org.hozon.model.HozonException of kind FAILED when another account is there already
   */
  public AccountKeys store(RecoveryPhrase phrase) {
    throw new UnsupportedOperationException("not yet");
  }
}
