package org.hozon.app.door;

import org.hozon.model.HostPort;
import org.hozon.model.NodeId;

/** A node serving in this process. */
public interface ServingNode extends AutoCloseable {
  NodeId node();

  String name();

  /** Where its data plane listens: what the next node's {@code --join} takes. */
  HostPort data();

  /** Where its control port listens. */
  HostPort control();

  /** Waits until the node has been stopped, by {@code hozon stop} or by {@link #close}. */
  void awaitStop() throws InterruptedException;

  /** Stops it cleanly; does nothing when it has stopped. */
  @Override
  void close();
}
