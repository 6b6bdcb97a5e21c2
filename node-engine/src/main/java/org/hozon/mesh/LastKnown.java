package org.hozon.mesh;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the values read last, for the moments when nobody can be asked. */
final class LastKnown<K, V> {
  private final Map<K, V> values;

  LastKnown(int most) {
    values =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
              }
            });
  }

  V get(K key) {
    return values.get(key);
  }

  /** Notes what was read; null means that there was nothing. */
  void put(K key, V value) {
    if (value == null) {
      values.remove(key);
    } else {
      values.put(key, value);
    }
  }
}
