package org.hozon.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.fuzz.FuzzedInput;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.Revocation;
import org.hozon.model.TrustBundle;

/**
 * Certificates, chains and bindings as strangers show them, what others tell of the mesh, and the
 * 24 words.
 */
public final class CertificateFuzz implements FuzzTarget {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final int KINDS = 5;

  private final KeyPair authorityKey = P256.random();
  private final X509Certificate authority = Certificates.authority("trial", authorityKey, NOW);
  private final AccountKeys account = TestAccounts.account(7);
  private final Path folder;
  private final NodeKeys node;
  private final MeshTrust trust;

  /** A mesh of one account. */
  public CertificateFuzz() throws IOException {
    folder = Files.createTempDirectory("hozon-fuzz");
    folder.toFile().deleteOnExit();
    node = NodeKeys.loadOrCreate(folder);
    trust = MeshTrust.open(folder, CLOCK);
    trust.adopt(Certificates.der(authority));
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    byte[] rest = FuzzedInput.rest(input);
    try {
      switch (FuzzedInput.choice(input, KINDS)) {
        case 0 -> {
          X509Certificate certificate = Certificates.read(rest);
          var unused = Binding.of(certificate);
          ChainRules.account(certificate, TrustView.OPEN, NOW);
        }
        case 1 -> {
          TrustView closed = new TrustView(authority, Map.of(), Map.of(), Map.of());
          ChainRules.check(chain(rest), closed, NOW);
        }
        case 2 -> Authority.requester(rest, NOW);
        case 3 -> {
          TrustBundle told = Json.MAPPER.readValue(rest, TrustBundle.class);
          if (told == null) {
            return false;
          }
          MeshTrust.certifies(told, account.account());
          trust.learn(told);
        }
        default -> RecoveryPhrase.parse(FuzzedInput.text(input)).words();
      }
      return true;
    } catch (CertificateException | HozonException | IOException refused) {
      return false;
    }
  }

  /** Certificates one after the other, each behind its length in two bytes. */
  private static List<X509Certificate> chain(byte[] bytes) throws CertificateException {
    List<X509Certificate> chain = new ArrayList<>();
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.remaining() > 2) {
      byte[] der = new byte[Math.min(Short.toUnsignedInt(left.getShort()), left.remaining())];
      left.get(der);
      chain.add(Certificates.read(der));
    }
    return chain;
  }

  private static byte[] chained(X509Certificate... certificates) {
    ByteBuffer chain = ByteBuffer.allocate(certificates.length * Certificates.MOST_BYTES);
    for (X509Certificate certificate : certificates) {
      byte[] der = Certificates.der(certificate);
      chain.putShort((short) der.length).put(der);
    }
    byte[] bytes = new byte[chain.flip().remaining()];
    chain.get(bytes);
    return bytes;
  }

  @Override
  public List<byte[]> seeds() {
    X509Certificate own = Certificates.account(account, NOW);
    X509Certificate issued =
        Certificates.account(
            own, Binding.of(own).orElseThrow(), authority, authorityKey.getPrivate(), NOW);
    X509Certificate machine = Certificates.machine(node, P256.random().getPublic(), account, NOW);
    Revocation revocation = MeshTrust.revoke(account, node.node(), NOW);
    TrustBundle bundle =
        new TrustBundle(
            Certificates.der(authority), List.of(Certificates.der(issued)), List.of(revocation));
    return List.of(
        FuzzedInput.of(0, Certificates.der(own)),
        FuzzedInput.of(0, Certificates.der(issued)),
        FuzzedInput.of(1, chained(machine, issued)),
        FuzzedInput.of(2, Certificates.der(own)),
        FuzzedInput.of(3, Json.write(bundle)),
        FuzzedInput.of(4, String.join(" ", RecoveryPhrase.of(new byte[32]).words())));
  }
}
