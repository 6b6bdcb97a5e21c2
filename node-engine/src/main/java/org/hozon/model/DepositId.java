package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a deposit within its account: 16 random lower-case hex digits. */
public record DepositId(@JsonValue String value) {
  /**
   * @throws IllegalArgumentException when {@code value} is not 16 lower-case hex digits
   */
  @JsonCreator
  public DepositId {
    Hex.require(value, 16, "deposit id");
  }

  @Override
  public String toString() {
    return value;
  }
}
