package org.hozon.store;

import java.time.Instant;
import java.util.List;
import org.hozon.model.NodeId;

/** When nodes were seen up and down: the ground of habits, hold-offs and, later, rank. */
public interface UptimeSamples {
  /** A change of a node's state as seen from here. */
  record Sample(NodeId node, Instant at, boolean up) {}

  void add(Sample sample);

  List<Sample> of(NodeId node, Instant since);
}
