package org.hozon.store;

import java.util.Optional;

/** Small values of this node by name. Durable at return. */
public interface NodeState {
  Optional<String> get(String name);

  void put(String name, String value);

  /** Raises a sequence so that what it gives out from now on is above {@code past}. */
  void pass(String sequence, long past);

  /** Counts up a sequence and returns its new value; the first is 1. */
  long next(String sequence);
}
