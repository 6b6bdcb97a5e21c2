package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a pack: the SHA-256 of the whole sealed file, as 64 lower-case hex digits. */
public record PackId(@JsonValue String hex) implements Comparable<PackId> {
  /**
   * @throws IllegalArgumentException when {@code hex} is not 64 lower-case hex digits
   */
  @JsonCreator
  public PackId {
    Hex.require(hex, 64, "pack id");
  }

  @Override
  public int compareTo(PackId other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
