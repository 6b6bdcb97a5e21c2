package org.hozon.rules;

/**
 * Tells a node that it may be the one cut off: while it sees less than half of the members it knew
 * in the last hour it serves and waits instead of repairing, so that a small part of a mesh does
 * not copy the whole world. Of two equal halves both repair, for half a mesh that died must be made
 * up for; of any other cut at most one side does.
 */
public final class CutOff {
  private CutOff() {}

  /**
   * True when the node should wait.
   *
   * @param seen members alive now, itself included
   * @param known members alive at some time in the last hour, those of now included; members that
   *     said goodbye are left out
   */
  public static boolean waits(int seen, int known) {
    return 2L * seen < known;
  }
}
