package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a chunk within one account: HMAC-SHA-256 of its plaintext under the account's chunk key, as
 * 64 lower-case hex digits. Tells nothing to anyone without the key.
 */
public record ChunkId(@JsonValue String hex) {
  /**
   * @throws IllegalArgumentException when {@code hex} is not 64 lower-case hex digits
   */
  @JsonCreator
  public ChunkId {
    Hex.require(hex, 64, "chunk id");
  }

  @Override
  public String toString() {
    return hex;
  }
}
