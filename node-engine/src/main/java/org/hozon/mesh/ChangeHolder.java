package org.hozon.mesh;

import javax.cache.processor.MutableEntry;
import org.apache.ignite.cache.CacheEntryProcessor;

/** Adds a node to, or takes it from, the holders of a pack; runs where the entry lies. */
final class ChangeHolder implements CacheEntryProcessor<String, String, Void> {
  private static final long serialVersionUID = 1L;

  private final String node;
  private final boolean holds;

  ChangeHolder(String node, boolean holds) {
    this.node = node;
    this.holds = holds;
  }

  @Override
  public Void process(MutableEntry<String, String> entry, Object... arguments) {
    String before = entry.getValue();
    String after = holds ? HolderList.with(before, node) : HolderList.without(before, node);
    if (after.isEmpty()) {
      if (before != null) {
        entry.remove();
      }
    } else if (!after.equals(before)) {
      entry.setValue(after);
    }
    return null;
  }
}
