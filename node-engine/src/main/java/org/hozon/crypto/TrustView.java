package org.hozon.crypto;

import java.security.cert.X509Certificate;
import java.util.Map;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.Revocation;

/**
 * What is known at one moment of who belongs to the mesh.
 *
 * @param authority the authority's certificate; null in an open mesh, which takes any account
 * @param accounts certificates of accounts, checked to be the authority's
 * @param accountsOut accounts that the authority shut out
 * @param machinesOut machines that their account shut out
 */
record TrustView(
    X509Certificate authority,
    Map<AccountId, X509Certificate> accounts,
    Map<AccountId, Revocation> accountsOut,
    Map<Machine, Revocation> machinesOut) {
  static final TrustView OPEN = new TrustView(null, Map.of(), Map.of(), Map.of());

  /** A machine as one of an account: nobody shuts out the machines of others. */
  record Machine(AccountId account, NodeId node) {}

  TrustView {
    accounts = Map.copyOf(accounts);
    accountsOut = Map.copyOf(accountsOut);
    machinesOut = Map.copyOf(machinesOut);
  }
}
