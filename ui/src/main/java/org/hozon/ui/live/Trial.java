package org.hozon.ui.live;

import java.util.List;
import java.util.function.IntConsumer;
import org.hozon.model.HostPort;

/** A mesh of five nodes on this computer, to try Hozon with; it ends with the window's process. */
public interface Trial {
  /** How many nodes it has besides the window's own. */
  int NODES = 5;

  /** Where the account and the node of whoever tries it live: not in the real home. */
  NodeGate gate();

  /**
   * Starts the nodes; returns when all serve.
   *
   * @param serving takes how many serve so far
   * @return where they can be joined
   * @throws org.hozon.model.HozonException when they cannot be started; none is left then
   */
  List<HostPort> start(IntConsumer serving);

  /** Stops the nodes and removes all the trial wrote; does nothing the second time. */
  void end();
}
