package org.hozon.store;

import java.time.Instant;
import java.util.List;
import org.hozon.model.Sample;

/** The node's own figures over time, one value of each kind an hour. */
public interface HourlySamples {
  /** Sets the value of the hour a moment is in; does not wait for the disk. */
  void put(Sample.Kind kind, Instant moment, long value);

  /**
   * The hours from a moment to another, oldest first; hours in which the node was off are missing.
   */
  List<Sample> between(Sample.Kind kind, Instant from, Instant to);
}
