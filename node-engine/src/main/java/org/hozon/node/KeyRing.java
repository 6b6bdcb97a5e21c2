package org.hozon.node;

import java.security.SecureRandom;
import java.util.Optional;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.AccountVault;
import org.hozon.crypto.Authority;
import org.hozon.crypto.NodeKeys;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.store.Home;

/**
 * The keys of a node's home, read once: a passphrase may lock the files while the node runs, and it
 * goes on with what it has, also when it has to open its database anew.
 */
final class KeyRing {
  private final Home home;
  private NodeKeys node;
  private AccountKeys account;
  private Optional<Authority> authority;

  KeyRing(Home home) {
    this.home = home;
  }

  /** The key of the machine; made the first time. */
  synchronized NodeKeys node() {
    if (node == null) {
      node = NodeKeys.loadOrCreate(home.keys());
    }
    return node;
  }

  /**
   * The keys of the account; made the first time. An account made here can get its words no more,
   * its data is safe as long as this home is: {@code hozon init} is for the words.
   */
  synchronized AccountKeys account() {
    if (account == null) {
      AccountVault vault = new AccountVault(home.keys());
      account =
          vault.load().orElseGet(() -> vault.store(RecoveryPhrase.generate(new SecureRandom())));
    }
    return account;
  }

  /** The authority of the mesh; empty where this home is no center. */
  synchronized Optional<Authority> authority() {
    if (authority == null) {
      authority = Authority.load(home.keys());
    }
    return authority;
  }
}
