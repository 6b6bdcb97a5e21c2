package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names an account: the first 16 bytes of the SHA-256 of its public signing key, as 32 lower-case
 * hex digits, so that a signature and its key prove the account by themselves.
 */
public record AccountId(@JsonValue String value) implements Comparable<AccountId> {
  /**
   * @throws IllegalArgumentException when {@code value} is not 32 lower-case hex digits
   */
  @JsonCreator
  public AccountId {
    Hex.require(value, 32, "account id");
  }

  @Override
  public int compareTo(AccountId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
