package org.hozon.guard;

import java.time.Clock;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.store.Database;
import org.hozon.store.PackStore;

/**
 * The holder's side of a node, live: feeds the guard machine with what happens and carries out what
 * it commands. Thread-safe.
 */
public final class Guard implements AutoCloseable {
  public Guard(
      NodeId self,
      Database database,
      PackStore packs,
      Mesh mesh,
      PeerClient peers,
      GuardHost host,
      GuardSettings settings,
      Clock clock) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Takes up the watch: loads the inventory, listens to the mesh, meets its co-holders. */
  public void start() {
    throw new UnsupportedOperationException("not yet");
  }

  /** A pack became durable here; the inventory has it already. */
  public void stored(PackTicket ticket) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Answers a message of another node's guard; may block for the length of a transfer. */
  public PeerMessage answer(PeerMessage message) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Repairs this node leads now, waiting ones included. */
  public int repairs() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Moves all that is held here to other nodes, this node the preferred source; returns when
   * nothing is left, reporting progress in packs and bytes.
   *
   * @throws org.hozon.model.HozonException of kind SHORT when the others have no room
   */
  public void drain(org.hozon.model.Progress progress) {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
