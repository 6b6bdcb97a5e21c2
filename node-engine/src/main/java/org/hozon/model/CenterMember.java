package org.hozon.model;

import java.time.Instant;

/**
 * An account as the mesh's center has it in its book.
 *
 * @param account the account
 * @param name what it was invited as, else what its first machine is called
 * @param state where it stands
 * @param since when it came to stand there
 */
public record CenterMember(AccountId account, String name, State state, Instant since) {
  /** Where an account stands with the center. */
  public enum State {
    MEMBER,
    WAITING,
    REJECTED
  }
}
