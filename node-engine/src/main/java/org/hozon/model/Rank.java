package org.hozon.model;

/** How reliable and fast a node is, best first; a deposit asks for one and never gets a lower. */
public enum Rank {
  A,
  B,
  C;

  /** True when a node of this rank may hold what was deposited for {@code wanted}. */
  public boolean serves(Rank wanted) {
    return compareTo(wanted) <= 0;
  }
}
