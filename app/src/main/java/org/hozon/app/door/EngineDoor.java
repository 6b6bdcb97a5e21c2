package org.hozon.app.door;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.hozon.crypto.AccountVault;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.model.AccountId;
import org.hozon.node.HozonNode;
import org.hozon.store.Home;

/** The door to the real engine. */
public final class EngineDoor implements NodeDoor {
  @Override
  public HozonNode connect(Path home) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public boolean hasAccount(Path folder) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public NewAccount makeAccount(Path folder) {
    RecoveryPhrase phrase = RecoveryPhrase.generate(new SecureRandom());
    return new NewAccount(store(folder, phrase), phrase.words());
  }

  @Override
  public AccountId recallAccount(Path folder, String words) {
    return store(folder, RecoveryPhrase.parse(words));
  }

  @Override
  public ServingNode serve(NodeStart start) {
    throw new UnsupportedOperationException("not yet");
  }

  private static AccountId store(Path folder, RecoveryPhrase phrase) {
    try (Home home = Home.open(folder)) {
      return new AccountVault(home.keys()).store(phrase).account();
    }
  }
}
