package org.hozon.crypto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hozon.model.AccountId;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.Revocation;

/**
 * The authority of a mesh: certifies accounts, and shuts them out. Its key stays in the home of the
 * center, owner-only. Thread-safe.
 *
 * <p>{@code authority.key} has three lines: {@value #VERSION}, the private key (PKCS#8) and its
 * certificate (DER), both in hex.
 */
public final class Authority {
  static final String FILE = "authority.key";

  private static final String VERSION = "hozon-authority-key-1";

  private final PrivateKey key;
  private final X509Certificate certificate;

  private Authority(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Makes the authority of a new mesh.
   *
   * @param mesh what its people call the mesh
   * @throws HozonException of kind FAILED when this home has one already, or cannot be written
   */
  public static Authority create(Path keysFolder, String mesh, Instant now) {
    SecretFile secret = SecretFile.lockable(keysFolder.resolve(FILE));
    if (secret.read().isPresent()) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "This home is the center of a mesh already, so nothing was changed; use another home"
              + " (--home) for another mesh.");
    }
    KeyPair pair = P256.random();
    X509Certificate certificate = Certificates.authority(mesh, pair, now);
    secret.write(
        String.join(
            "\n",
            VERSION,
            Hex.of(pair.getPrivate().getEncoded()),
            Hex.of(Certificates.der(certificate)),
            ""));
    return new Authority(pair.getPrivate(), certificate);
  }

  /**
   * The authority kept in this home; empty where the home is no center.
   *
   * @throws HozonException of kind DAMAGED when the file is not as it was written
   */
  public static Optional<Authority> load(Path keysFolder) {
    Path file = keysFolder.resolve(FILE);
    return SecretFile.lockable(file).read().map(text -> read(file, text));
  }

  private static Authority read(Path file, String text) {
    List<String> lines = text.lines().toList();
    try {
      if (lines.size() == 3 && lines.get(0).equals(VERSION)) {
        PrivateKey key = P256.privateKey(Hex.bytes(lines.get(1)));
        X509Certificate certificate = Certificates.read(Hex.bytes(lines.get(2)));
        byte[] sample = {1};
        if (P256.verify(certificate.getPublicKey(), sample, P256.sign(key, sample))) {
          return new Authority(key, certificate);
        }
      }
    } catch (CertificateException | IllegalArgumentException notAsWritten) {
      throw damaged(file, notAsWritten);
    }
    throw damaged(file, null);
  }

  private static HozonException damaged(Path file, Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "The key of this mesh's authority in "
            + file
            + " is damaged or of a newer program; nothing deposited is touched by it, but no new"
            + " account can be certified: put the file back from a copy.",
        cause);
  }

  /** Its certificate (DER), which is public. */
  public byte[] certificate() {
    return Certificates.der(certificate);
  }

  /** What the mesh is called. */
  public String mesh() {
    return MeshTrust.meshName(certificate);
  }

  /**
   * Certifies an account.
   *
   * @param request the account's certificate signed by itself
   * @return its certificate signed by this authority (DER)
   * @throws CertificateRefusal when the request is not that account's own
   */
  public byte[] certify(byte[] request, Instant now) throws CertificateRefusal {
    X509Certificate asked = request(request);
    ChainRules.account(asked, TrustView.OPEN, now);
    if (!ChainRules.signedBy(asked, asked.getPublicKey())) {
      throw new CertificateRefusal("the request was not signed with the key it is for");
    }
    Binding binding =
        Binding.of(asked).orElseThrow(() -> new CertificateRefusal("the request is not Hozon's"));
    return Certificates.der(Certificates.account(asked, binding, certificate, key, now));
  }

  /**
   * The account that a request is of.
   *
   * @throws CertificateRefusal when it is not an account's own
   */
  public static AccountId requester(byte[] request, Instant now) throws CertificateRefusal {
    return ChainRules.account(request(request), TrustView.OPEN, now);
  }

  /** Shuts an account out for good. */
  public Revocation revoke(AccountId account, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    byte[] signer = certificate.getPublicKey().getEncoded();
    var unsigned = new Revocation(Revocation.Kind.ACCOUNT, account, null, at, signer, new byte[0]);
    byte[] signature = P256.sign(key, unsigned.signedText().getBytes(StandardCharsets.UTF_8));
    return new Revocation(Revocation.Kind.ACCOUNT, account, null, at, signer, signature);
  }

  private static X509Certificate request(byte[] der) throws CertificateRefusal {
    try {
      return Certificates.read(der);
    } catch (CertificateException malformed) {
      throw new CertificateRefusal("the request is not a certificate");
    }
  }
}
