package org.hozon.mesh;

import javax.cache.processor.MutableEntry;
import org.apache.ignite.cache.CacheEntryProcessor;

/** Replaces a {@link Stamped} value of a map unless the one there is as new; runs where it lies. */
final class KeepNewest implements CacheEntryProcessor<String, String, Void> {
  private static final long serialVersionUID = 1L;

  private final String candidate;

  KeepNewest(Stamped candidate) {
    this.candidate = candidate.toString();
  }

  @Override
  public Void process(MutableEntry<String, String> entry, Object... arguments) {
    Stamped offered = Stamped.parse(candidate);
    if (offered != null && offered.newerThan(Stamped.parse(entry.getValue()))) {
      entry.setValue(candidate);
    }
    return null;
  }
}
