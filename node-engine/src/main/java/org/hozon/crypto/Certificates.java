package org.hozon.crypto;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes and reads X.509 certificates: the authority's, the accounts', the machines'. */
final class Certificates {
  /** Most bytes of a certificate that is looked at; ours have about 700. */
  static final int MOST_BYTES = 8 << 10;

  static final Duration AUTHORITY_LIFE = Duration.ofDays(20 * 365L);
  static final Duration ACCOUNT_LIFE = Duration.ofDays(3 * 365L);
  static final Duration MACHINE_LIFE = Duration.ofDays(30);

  /** Clocks of others may be behind by this much. */
  private static final Duration SLOW_CLOCKS = Duration.ofDays(1);

  private static final int SERIAL_BITS = 127;

  private Certificates() {}

  /** The certificate of a mesh's authority, signed by itself. */
  static X509Certificate authority(String mesh, KeyPair key, Instant now) {
    X500Name name = name("Hozon mesh authority", mesh);
    var builder = builder(name, name, key.getPublic(), now, AUTHORITY_LIFE);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return signed(builder, key.getPrivate());
    } catch (CertIOException programmingError) {
      throw new IllegalStateException("making a certificate failed", programmingError);
    }
  }

  /** An account's certificate, signed by the account itself: what it asks the authority with. */
  static X509Certificate account(AccountKeys account, Instant now) {
    KeyPair key = account.certificateKey();
    X500Name name = name("Hozon account", account.account().value());
    Binding binding =
        Binding.ofAccount(account.publicKey(), account::sign, key.getPublic().getEncoded());
    return account(name, name, key.getPublic(), binding, key.getPrivate(), now);
  }

  /** The same account's certificate, signed by the authority. */
  static X509Certificate account(
      X509Certificate request,
      Binding binding,
      X509Certificate authority,
      PrivateKey key,
      Instant now) {
    return account(subject(authority), subject(request), request.getPublicKey(), binding, key, now);
  }

  private static X509Certificate account(
      X500Name issuer,
      X500Name subject,
      PublicKey key,
      Binding binding,
      PrivateKey signer,
      Instant now) {
    var builder = builder(issuer, subject, key, now, ACCOUNT_LIFE);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      builder.addExtension(Binding.OID, false, binding.encoded());
      return signed(builder, signer);
    } catch (CertIOException programmingError) {
      throw new IllegalStateException("making a certificate failed", programmingError);
    }
  }

  /** The certificate of a machine, signed by its account. */
  static X509Certificate machine(NodeKeys node, PublicKey key, AccountKeys account, Instant now) {
    X500Name issuer = name("Hozon account", account.account().value());
    X500Name subject = name("Hozon machine", node.node().value());
    Binding binding =
        Binding.ofMachine(node.publicKey(), node::sign, account.account(), key.getEncoded());
    var builder = builder(issuer, subject, key, now, MACHINE_LIFE);
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}));
      builder.addExtension(Binding.OID, false, binding.encoded());
      return signed(builder, account.certificateKey().getPrivate());
    } catch (CertIOException programmingError) {
      throw new IllegalStateException("making a certificate failed", programmingError);
    }
  }

  /**
   * Reads a certificate's DER.
   *
   * @throws CertificateException when it is none, or larger than any of ours
   */
  static X509Certificate read(byte[] der) throws CertificateException {
    if (der == null || der.length == 0 || der.length > MOST_BYTES) {
      throw new CertificateException("a certificate has 1 byte to 8 KiB");
    }
    try {
      Certificate read =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
      if (read instanceof X509Certificate certificate) {
        return certificate;
      }
      throw new CertificateException("not an X.509 certificate");
    } catch (RuntimeException malformed) {
      throw new CertificateException("not a certificate", malformed);
    }
  }

  static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException wasReadFromIt) {
      throw new IllegalStateException("a certificate without an encoding", wasReadFromIt);
    }
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static X500Name name(String kind, String name) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, kind)
        .addRDN(BCStyle.CN, name)
        .build();
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(SLOW_CLOCKS)),
        Date.from(now.plus(life)),
        subject,
        key);
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key) {
    try {
      return read(
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)).getEncoded());
    } catch (OperatorCreationException | CertificateException | java.io.IOException broken) {
      throw new IllegalStateException("making a certificate failed", broken);
    }
  }
}
