package org.hozon.model;

import java.util.List;

/**
 * What nodes tell each other of who belongs to the mesh; all of it is signed, so that it may come
 * from anyone.
 *
 * @param authority the authority's certificate (DER); empty in an open mesh
 * @param accounts certificates of accounts (DER), issued by the authority
 * @param revocations who no longer belongs to it
 */
public record TrustBundle(byte[] authority, List<byte[]> accounts, List<Revocation> revocations) {
  /** Nothing at all: what a node of an open mesh knows. */
  public static final TrustBundle EMPTY = new TrustBundle(new byte[0], List.of(), List.of());

  public TrustBundle {
    authority = authority == null ? new byte[0] : authority;
    accounts = accounts == null ? List.of() : List.copyOf(accounts);
    revocations = revocations == null ? List.of() : List.copyOf(revocations);
  }
}
