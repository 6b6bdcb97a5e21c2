package org.hozon.mesh;

import javax.cache.processor.MutableEntry;
import org.apache.ignite.cache.CacheEntryProcessor;

/**
 * Puts one machine's head among the heads of its account unless it is stale; runs where they lie.
 */
final class MergeHead implements CacheEntryProcessor<String, String, Void> {
  private static final long serialVersionUID = 1L;

  private final String machine;
  private final String head;

  MergeHead(String machine, Stamped head) {
    this.machine = machine;
    this.head = head.toString();
  }

  @Override
  public Void process(MutableEntry<String, String> entry, Object... arguments) {
    Stamped offered = Stamped.parse(head);
    if (offered != null) {
      String before = entry.getValue();
      String after = HeadLines.merge(before, machine, offered);
      if (!after.equals(before)) {
        entry.setValue(after);
      }
    }
    return null;
  }
}
