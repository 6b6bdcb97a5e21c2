package org.hozon.app.door;

import java.util.List;
import org.hozon.model.AccountId;

/** An account just made and the 24 words that bring it back. */
public record NewAccount(AccountId account, List<String> phrase) {
  public NewAccount {
    phrase = List.copyOf(phrase);
  }
}
