package org.hozon.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Small values of a node that last as long as the test. */
public final class MemoryState implements NodeState {
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final Map<String, Long> sequences = new ConcurrentHashMap<>();

  @Override
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public void put(String name, String value) {
    values.put(name, value);
  }

  @Override
  public void pass(String sequence, long past) {
    sequences.merge(sequence, past, Math::max);
  }

  @Override
  public long next(String sequence) {
    return sequences.merge(sequence, 1L, Long::sum);
  }
}
