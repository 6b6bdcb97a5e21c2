package org.hozon.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.hozon.model.AccountId;
import org.hozon.model.Hex;

/**
 * The extension by which a certificate belongs to an id: the Ed25519 key that hashes to the id, and
 * that key's signature over the certificate's own key. So nobody, not even the mesh's authority,
 * can make a certificate for another's id.
 *
 * @param idKey the Ed25519 key of the account or node, X.509 encoding
 * @param signature its signature
 */
record Binding(byte[] idKey, byte[] signature) {
  /** An identifier out of a UUID of its own (ITU-T X.667), so that it needs no registration. */
  static final ASN1ObjectIdentifier OID =
      new ASN1ObjectIdentifier("2.25.238741309524718926154820177364498105731.1");

  private static final int VERSION = 1;
  private static final int MOST_BYTES = 1024;

  /** Binds an account's certificate key to the account. */
  static Binding ofAccount(byte[] idKey, UnaryOperator<byte[]> signer, byte[] certificateKey) {
    return new Binding(idKey, signer.apply(accountText(certificateKey)));
  }

  /** Binds a machine's certificate key to the node, as one of an account. */
  static Binding ofMachine(
      byte[] idKey, UnaryOperator<byte[]> signer, AccountId account, byte[] certificateKey) {
    return new Binding(idKey, signer.apply(machineText(account, certificateKey)));
  }

  boolean bindsAccount(byte[] certificateKey) {
    return Ed25519.verify(idKey, accountText(certificateKey), signature);
  }

  boolean bindsMachine(AccountId account, byte[] certificateKey) {
    return Ed25519.verify(idKey, machineText(account, certificateKey), signature);
  }

  DERSequence encoded() {
    return new DERSequence(
        new org.bouncycastle.asn1.ASN1Encodable[] {
          new ASN1Integer(VERSION), new DEROctetString(idKey), new DEROctetString(signature)
        });
  }

  /** The binding of a certificate; empty when it has none of this version. */
  static Optional<Binding> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(OID.getId());
    if (extension == null || extension.length > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] inner =
          ASN1OctetString.getInstance(ASN1Primitive.fromByteArray(extension)).getOctets();
      ASN1Sequence fields = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(inner));
      if (fields.size() != 3 || !ASN1Integer.getInstance(fields.getObjectAt(0)).hasValue(VERSION)) {
        return Optional.empty();
      }
      return Optional.of(
          new Binding(
              ASN1OctetString.getInstance(fields.getObjectAt(1)).getOctets(),
              ASN1OctetString.getInstance(fields.getObjectAt(2)).getOctets()));
    } catch (IOException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  private static byte[] accountText(byte[] certificateKey) {
    return utf8("hozon-account-certificate-1\n" + Hex.of(CryptoSuite.sha256(certificateKey)));
  }

  private static byte[] machineText(AccountId account, byte[] certificateKey) {
    return utf8(
        "hozon-machine-certificate-1\n"
            + account
            + "\n"
            + Hex.of(CryptoSuite.sha256(certificateKey)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
