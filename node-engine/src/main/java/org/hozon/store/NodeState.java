package org.hozon.store;

import java.util.Optional;

/** Small values of this node by name. Durable at return. */
public interface NodeState {
  Optional<String> get(String name);

  void put(String name, String value);

  /** Counts up a sequence and returns its new value; the first is 1. */
  long next(String sequence);
}
