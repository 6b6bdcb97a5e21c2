package org.hozon.crypto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.hozon.model.AccountId;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.Revocation;
import org.hozon.model.TrustBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this home knows of who belongs to its mesh, kept in {@code keys/trust.json} and checked
 * against certificates that others show. Thread-safe.
 */
public final class MeshTrust {
  static final String FILE = "trust.json";

  private static final Logger LOG = LoggerFactory.getLogger(MeshTrust.class);

  /** More accounts or revocations than this are not taken from others. */
  private static final int MOST_ENTRIES = 10_000;

  private final SecretFile file;
  private final Clock clock;
  private volatile TrustView view = TrustView.OPEN;

  private MeshTrust(SecretFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads what the home knows; nothing the first time. What cannot be read is set aside: others
   * tell it again, and a closed mesh is entered again with the words or an invitation.
   */
  public static MeshTrust open(Path keysFolder, Clock clock) {
    SecretFile file = new SecretFile(keysFolder.resolve(FILE));
    MeshTrust trust = new MeshTrust(file, clock);
    Optional<String> text = file.read();
    try {
      text.ifPresent(
          read -> {
            TrustBundle kept = Json.readWhole(read, TrustBundle.class);
            if (kept.authority().length > 0) {
              trust.setAuthority(kept.authority());
            }
            trust.merge(kept);
          });
    } catch (HozonException damaged) {
      LOG.error("{} is damaged: {}", FILE, damaged.getMessage());
      file.setAside();
    }
    return trust;
  }

  /** True when the mesh has an authority: only accounts it certified belong to it. */
  public boolean closed() {
    return view.authority() != null;
  }

  /** The authority's certificate (DER); empty in an open mesh. */
  public Optional<byte[]> authority() {
    return Optional.ofNullable(view.authority()).map(Certificates::der);
  }

  X509Certificate authorityCertificate() {
    return view.authority();
  }

  /** When the certificate of an account expires; empty when it has none here. */
  public Optional<Instant> validUntil(AccountId account) {
    return Optional.ofNullable(view.accounts().get(account)).map(MeshTrust::end);
  }

  /** When the certificate of an account begins to be valid; empty when it has none here. */
  public Optional<Instant> validFrom(AccountId account) {
    return Optional.ofNullable(view.accounts().get(account))
        .map(certificate -> certificate.getNotBefore().toInstant());
  }

  /** What the mesh is called; empty for an open one. */
  public String mesh() {
    X509Certificate authority = view.authority();
    return authority == null ? "" : meshName(authority);
  }

  /** How an authority's certificate is named in invitations: its SHA-256 in hex. */
  public static String fingerprint(byte[] certificate) {
    return Hex.of(CryptoSuite.sha256(certificate));
  }

  /** The certificate of an account; empty when it is not known here. */
  public Optional<byte[]> account(AccountId account) {
    return Optional.ofNullable(view.accounts().get(account)).map(Certificates::der);
  }

  /** All accounts that are known to be certified and not shut out. */
  public List<AccountId> accounts() {
    TrustView now = view;
    return now.accounts().keySet().stream()
        .filter(account -> !now.accountsOut().containsKey(account))
        .sorted()
        .toList();
  }

  /** True when a machine, or its account as a whole, was shut out. */
  public boolean shutOut(AccountId account, NodeId machine) {
    return revocation(account, machine).isPresent();
  }

  /** What shut a machine, or its account as a whole, out; empty when nothing did. */
  public Optional<Revocation> revocation(AccountId account, NodeId machine) {
    TrustView now = view;
    Revocation whole = now.accountsOut().get(account);
    return Optional.ofNullable(
        whole != null ? whole : now.machinesOut().get(new TrustView.Machine(account, machine)));
  }

  /** Everything that others may know. */
  public TrustBundle bundle() {
    TrustView now = view;
    List<Revocation> revocations = new ArrayList<>(now.accountsOut().values());
    revocations.addAll(now.machinesOut().values());
    return new TrustBundle(
        now.authority() == null ? new byte[0] : Certificates.der(now.authority()),
        now.accounts().values().stream().map(Certificates::der).toList(),
        revocations);
  }

  /**
   * Makes the mesh of this home one with that authority.
   *
   * @throws HozonException of kind FAILED when it has another one already, DAMAGED when it is not
   *     an authority's certificate
   */
  public synchronized void adopt(byte[] authority) {
    TrustView now = view;
    if (now.authority() != null) {
      if (Arrays.equals(Certificates.der(now.authority()), authority)) {
        return;
      }
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This home belongs to the mesh "
              + mesh()
              + " already, so nothing was changed; use another home (--home) for another mesh.");
    }
    setAuthority(authority);
    save();
    LOG.info(
        "This home belongs to the mesh {} from now on; its authority has the fingerprint {}",
        mesh(),
        fingerprint(authority));
  }

  private void setAuthority(byte[] der) {
    try {
      X509Certificate authority = Certificates.read(der);
      if (authority.getBasicConstraints() >= 1
          && ChainRules.signedBy(authority, authority.getPublicKey())) {
        view = new TrustView(authority, Map.of(), Map.of(), view.machinesOut());
        return;
      }
    } catch (CertificateException malformed) {
      throw noAuthority(malformed);
    }
    throw noAuthority(null);
  }

  private static HozonException noAuthority(Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "What was received is not the certificate of a mesh's authority, so it was refused.",
        cause);
  }

  /**
   * Takes in what another node says; whatever is not signed by whom it must be is left out.
   *
   * @return true when something was new
   */
  public synchronized boolean learn(TrustBundle told) {
    if (!merge(told)) {
      return false;
    }
    save();
    return true;
  }

  private boolean merge(TrustBundle told) {
    TrustView now = view;
    Map<AccountId, X509Certificate> accounts = new HashMap<>(now.accounts());
    Map<AccountId, Revocation> accountsOut = new HashMap<>(now.accountsOut());
    Map<TrustView.Machine, Revocation> machinesOut = new HashMap<>(now.machinesOut());
    boolean news = false;
    if (now.authority() != null) {
      for (byte[] der : told.accounts()) {
        news |= accounts.size() < MOST_ENTRIES && account(der, now, accounts);
      }
    }
    for (Revocation revocation : told.revocations()) {
      if (accountsOut.size() + machinesOut.size() < MOST_ENTRIES && valid(revocation, now)) {
        news |=
            revocation.kind() == Revocation.Kind.ACCOUNT
                ? accountsOut.putIfAbsent(revocation.account(), revocation) == null
                : machinesOut.putIfAbsent(
                        new TrustView.Machine(revocation.account(), revocation.node()), revocation)
                    == null;
      }
    }
    if (news) {
      view = new TrustView(now.authority(), accounts, accountsOut, machinesOut);
    }
    return news;
  }

  private boolean account(byte[] der, TrustView now, Map<AccountId, X509Certificate> accounts) {
    try {
      X509Certificate certificate = Certificates.read(der);
      if (!ChainRules.signedBy(certificate, now.authority().getPublicKey())) {
        LOG.warn("The certificate of an account was refused: the authority did not sign it");
        return false;
      }
      // Whether it is in its time is asked when it is shown: this clock may be wrong just now.
      AccountId account = ChainRules.owner(certificate);
      if (now.accountsOut().containsKey(account)) {
        return false;
      }
      X509Certificate known = accounts.get(account);
      if (known != null && !end(certificate).isAfter(end(known))) {
        return false;
      }
      accounts.put(account, certificate);
      return true;
    } catch (CertificateException refused) {
      LOG.debug("The certificate of an account was refused: {}", refused.getMessage());
      return false;
    }
  }

  /** True when what a node told shows that its mesh's authority certified an account. */
  public static boolean certifies(TrustBundle told, AccountId account) {
    try {
      X509Certificate authority = Certificates.read(told.authority());
      for (byte[] der : told.accounts()) {
        X509Certificate certificate = Certificates.read(der);
        boolean named =
            Binding.of(certificate)
                .filter(binding -> Signatures.accountOf(binding.idKey()).equals(account))
                .isPresent();
        if (named && ChainRules.signedBy(certificate, authority.getPublicKey())) {
          return true;
        }
      }
    } catch (CertificateException malformed) {
      LOG.debug("What was told of a mesh is malformed", malformed);
    }
    return false;
  }

  private static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  private static boolean valid(Revocation revocation, TrustView now) {
    boolean valid = Signatures.valid(revocation, now.authority());
    if (!valid) {
      LOG.warn("A revocation with a wrong signature was refused");
    }
    return valid;
  }

  /** How a peer is called that shows these certificates. */
  public Passport check(Certificate[] chain) throws CertificateRefusal {
    List<X509Certificate> read = new ArrayList<>();
    try {
      for (int i = 0; chain != null && i < Math.min(2, chain.length); i++) {
        read.add(Certificates.read(chain[i].getEncoded()));
      }
    } catch (CertificateException malformed) {
      throw new CertificateRefusal("its certificate cannot be read");
    }
    return ChainRules.check(read, view, clock.instant());
  }

  /** Changes whenever an answer of {@link #check} may. */
  Object state() {
    return view;
  }

  Instant now() {
    return clock.instant();
  }

  private void save() {
    file.write(Json.write(bundle()));
  }

  static String meshName(X509Certificate authority) {
    RDN[] names =
        X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()).getRDNs(BCStyle.CN);
    return names.length == 0 ? "" : IETFUtils.valueToString(names[0].getFirst().getValue());
  }

  /** A machine of an account, shut out by the account itself. */
  public static Revocation revoke(AccountKeys account, org.hozon.model.NodeId node, Instant now) {
    Instant at = now.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
    var unsigned =
        new Revocation(
            Revocation.Kind.MACHINE, account.account(), node, at, account.publicKey(), new byte[0]);
    byte[] signature = account.sign(unsigned.signedText().getBytes(StandardCharsets.UTF_8));
    return new Revocation(
        Revocation.Kind.MACHINE, account.account(), node, at, account.publicKey(), signature);
  }
}
