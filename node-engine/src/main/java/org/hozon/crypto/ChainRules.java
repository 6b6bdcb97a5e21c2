package org.hozon.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.hozon.model.AccountId;
import org.hozon.model.NodeId;
import org.hozon.model.Revocation;

/**
 * Decides whether a certificate chain is a member's, and whose: the machine's certificate is its
 * account's, the account's is the authority's where the mesh has one, and each is bound to its id
 * by that id's own key. Nothing of names in certificates is believed.
 */
final class ChainRules {
  private static final int LONGEST_CHAIN = 4;

  private ChainRules() {}

  /**
   * Checks a chain, the machine's certificate first, its account's second; what follows is not
   * looked at.
   *
   * @throws CertificateRefusal with the reason in words
   */
  static Passport check(List<X509Certificate> chain, TrustView view, Instant now)
      throws CertificateRefusal {
    if (chain.isEmpty()) {
      throw new CertificateRefusal("it shows no certificate");
    }
    if (chain.size() < 2 || chain.size() > LONGEST_CHAIN) {
      throw new CertificateRefusal("it does not show a machine's certificate and its account's");
    }
    X509Certificate machine = chain.get(0);
    X509Certificate account = chain.get(1);
    AccountId owner = account(account, view, now);
    NodeId node = machine(machine, account, owner, now);
    Revocation out = view.machinesOut().get(new TrustView.Machine(owner, node));
    if (out != null) {
      throw new CertificateRefusal(
          "its account has shut the machine " + node + " out since " + out.at());
    }
    return new Passport(node, owner);
  }

  /**
   * Checks an account's certificate.
   *
   * @return whose it is
   */
  static AccountId account(X509Certificate certificate, TrustView view, Instant now)
      throws CertificateRefusal {
    AccountId account = owner(certificate);
    if (view.authority() == null) {
      valid(certificate, "account's", now);
      return account;
    }
    if (view.accountsOut().containsKey(account)) {
      throw new CertificateRefusal("the mesh's center has shut the account " + account + " out");
    }
    certified(certificate, account, view, now);
    return account;
  }

  /** Whose certificate it is, at whatever time: an account's, bound to it by its own key. */
  static AccountId owner(X509Certificate certificate) throws CertificateRefusal {
    if (certificate.getBasicConstraints() != 0) {
      throw new CertificateRefusal("its account's certificate may not certify machines");
    }
    Binding binding = binding(certificate, "account's");
    if (!binding.bindsAccount(certificate.getPublicKey().getEncoded())) {
      throw new CertificateRefusal("the account named did not sign its certificate's key");
    }
    return Signatures.accountOf(binding.idKey());
  }

  /** By the authority: the certificate itself, or another one for the same key. */
  private static void certified(
      X509Certificate certificate, AccountId account, TrustView view, Instant now)
      throws CertificateRefusal {
    X509Certificate issued = certificate;
    if (!signedBy(certificate, view.authority().getPublicKey())) {
      issued = view.accounts().get(account);
      if (issued == null || !sameKey(issued, certificate)) {
        throw new CertificateRefusal(
            "the account " + account + " was not certified by this mesh's center");
      }
    }
    valid(issued, "account's", now);
  }

  private static NodeId machine(
      X509Certificate machine, X509Certificate account, AccountId owner, Instant now)
      throws CertificateRefusal {
    if (!signedBy(machine, account.getPublicKey())) {
      throw new CertificateRefusal("the machine's certificate was not signed by its account");
    }
    if (machine.getBasicConstraints() >= 0) {
      throw new CertificateRefusal("a machine's certificate must not certify others");
    }
    Binding binding = binding(machine, "machine's");
    if (!binding.bindsMachine(owner, machine.getPublicKey().getEncoded())) {
      throw new CertificateRefusal(
          "the node named did not sign its certificate's key as one of account " + owner);
    }
    valid(machine, "machine's", now);
    return Signatures.nodeOf(binding.idKey());
  }

  private static Binding binding(X509Certificate certificate, String whose)
      throws CertificateRefusal {
    return Binding.of(certificate)
        .orElseThrow(
            () -> new CertificateRefusal("the " + whose + " certificate is not one of Hozon's"));
  }

  private static void valid(X509Certificate certificate, String whose, Instant now)
      throws CertificateRefusal {
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      throw new CertificateRefusal(
          "the "
              + whose
              + " certificate is valid from "
              + certificate.getNotBefore().toInstant()
              + " only; check the clocks of both machines");
    }
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new CertificateRefusal(
          "the "
              + whose
              + " certificate has expired on "
              + certificate.getNotAfter().toInstant()
              + "; check the clocks of both machines");
    }
  }

  static boolean signedBy(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException | RuntimeException otherKey) {
      return false;
    }
  }

  private static boolean sameKey(X509Certificate one, X509Certificate other) {
    return Arrays.equals(one.getPublicKey().getEncoded(), other.getPublicKey().getEncoded());
  }
}
