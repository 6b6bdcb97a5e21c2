package org.hozon.store;

import java.time.Instant;
import java.util.List;
import org.hozon.model.NodeId;

/** When nodes were seen up and down: the ground of habits, hold-offs and, later, rank. */
public interface UptimeSamples {
  /** A change of a node's state as seen from here. */
  record Sample(NodeId node, Instant at, boolean up) {}

  /** Adds a sample; does not wait for the disk. */
  void add(Sample sample);

  /** Samples of a node from a moment on, oldest first. */
  List<Sample> of(NodeId node, Instant since);
}
