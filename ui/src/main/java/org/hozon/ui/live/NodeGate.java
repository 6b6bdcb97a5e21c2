package org.hozon.ui.live;

import java.util.List;
import java.util.Optional;
import org.hozon.model.HostPort;
import org.hozon.model.Invitation;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;

/** Where the window gets the account and the node of its home from. */
public interface NodeGate {
  /**
   * How the node is to start when none runs yet.
   *
   * @param join addresses of nodes of the mesh; may be empty
   * @param newMesh true when it begins a mesh and is its center
   * @param trial true in a trial
   * @param invitation lets the account into a closed mesh; null without one
   */
  record Opening(List<HostPort> join, boolean newMesh, boolean trial, Invitation invitation) {
    public Opening {
      join = List.copyOf(join);
    }

    /** Without an invitation. */
    public Opening(List<HostPort> join, boolean newMesh, boolean trial) {
      this(join, newMesh, trial, null);
    }

    /** Into the mesh of an invitation. */
    public static Opening by(Invitation invitation) {
      return new Opening(List.of(), false, false, invitation);
    }

    /** The node as its settings and its memory have it. */
    public static final Opening AS_BEFORE = new Opening(List.of(), false, false);
  }

  /**
   * A node to work with.
   *
   * @param node what it can do
   * @param ours true when it runs in this process and ends with it; false when it was running
   */
  record Lease(HozonNode node, boolean ours) {}

  /** True when the home has an account. */
  boolean hasAccount();

  /**
   * Makes a new account, or tells the words of one that nobody has seen yet.
   *
   * @throws org.hozon.model.HozonException when the home has an account or cannot be written
   */
  HomeAccounts.Made makeAccount();

  /** The words of the home's account as long as nobody has seen them. */
  Optional<HomeAccounts.Made> unseenWords();

  /** The words were shown to a person. */
  void wordsSeen();

  /**
   * Brings an account back from its words.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when they are no phrase
   */
  void recall(String words);

  /** The passphrase of the home's keys. */
  KeyGate keys();

  /** True when a node runs for the home already: then its keys are not needed here. */
  boolean serving();

  /**
   * Connects to the node that runs for the home, else starts one in this process; returns when it
   * serves.
   *
   * @throws org.hozon.model.HozonException when neither is possible
   */
  Lease open(Opening opening);
}
