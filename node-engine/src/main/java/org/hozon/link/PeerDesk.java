package org.hozon.link;

import java.util.List;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.TrustBundle;

/** What the data plane's server needs from the node behind it. Called from many threads. */
public interface PeerDesk {
  /** What this node says of itself. */
  Hello hello();

  /**
   * May this pack be written here now? Checks ticket, offer and room. Also asked for a pack that is
   * already here; then a refusal for want of room does not count.
   *
   * @return quota left in bytes when it may
   * @throws org.hozon.store.StoreRefusal with the reason when not
   */
  long admit(PackTicket ticket) throws org.hozon.store.StoreRefusal;

  /**
   * A pack is durable here, newly or since long; called before the receipt goes out, so record it
   * durably.
   */
  void stored(PackTicket ticket);

  /** Does the inventory say that this node holds the pack? Its file is there. */
  default boolean keeps(PackId pack) {
    return true;
  }

  /**
   * A small message came; the return value is its reply. May block for the length of a transfer.
   */
  PeerMessage answer(PeerMessage message);

  /**
   * Another node gave a sign of life; answered at once.
   *
   * @param from who; null when it did not say
   * @return this node; null when nobody is to know
   */
  default NodeId beat(NodeId from) {
    return null;
  }

  /** A head came; true when it is valid and kept, or a newer one is known. */
  boolean putHead(Head head);

  /** Heads of an account known here. */
  List<Head> heads(AccountId account);

  /** What is known here of who belongs to the mesh. */
  default TrustBundle trust() {
    return TrustBundle.EMPTY;
  }

  /** Another node tells who belongs to the mesh; what is not signed as it must be is left out. */
  default void learn(TrustBundle told) {}
}
