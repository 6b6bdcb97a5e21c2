package org.hozon.app.door;

import java.nio.file.Path;
import org.hozon.model.AccountId;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;
import org.hozon.node.NodeOptions;

/** Where commands get a node or an account from: the engine in earnest, a fake in tests. */
public interface NodeDoor {
  /**
   * Connects to the running node of a home.
   *
   * @throws org.hozon.model.HozonException of kind NO_NODE when none runs
   */
  HozonNode connect(Path home);

  /** True when the home has an account. */
  boolean hasAccount(Path home);

  /**
   * Makes a new account for a home, or tells the words of the one it has as long as nobody has seen
   * them.
   *
   * @throws org.hozon.model.HozonException of kind FAILED when the home has an account whose words
   *     were shown, is in use or cannot be written
   */
  HomeAccounts.Made makeAccount(Path home);

  /** The words of the home's account were shown to a person: they are not shown again. */
  void wordsSeen(Path home);

  /**
   * Brings an account back from its words.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when the words are not a phrase; of kind
   *     FAILED when the home has another account, is in use or cannot be written
   */
  AccountId recallAccount(Path home, String phrase);

  /**
   * Starts the node of a home in this process; returns when it serves.
   *
   * @throws org.hozon.model.HozonException when it cannot
   */
  ServingNode serve(NodeOptions start);
}
