package org.hozon.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names a node for its whole life: the first 16 bytes of the SHA-256 of its public key, as 32
 * lower-case hex digits.
 */
public record NodeId(@JsonValue String value) implements Comparable<NodeId> {
  /**
   * @throws IllegalArgumentException when {@code value} is not 32 lower-case hex digits
   */
  @JsonCreator
  public NodeId {
    Hex.require(value, 32, "node id");
  }

  @Override
  public int compareTo(NodeId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
