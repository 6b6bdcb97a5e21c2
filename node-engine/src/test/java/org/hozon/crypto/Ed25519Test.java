package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import org.hozon.model.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ed25519 against RFC 8032, section 7.1. */
class Ed25519Test {
  private static final String X509 = "302a300506032b6570032100";

  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void agreesWithTheRfc(String seed, String publicKey, String message, String signature) {
    KeyPair pair = Ed25519.keyPair(Hex.bytes(seed));
    byte[] x509 = pair.getPublic().getEncoded();
    assertThat(Hex.of(x509)).isEqualTo(X509 + publicKey);
    assertThat(Hex.of(Ed25519.sign(pair.getPrivate(), Hex.bytes(message)))).isEqualTo(signature);
    assertThat(Ed25519.verify(x509, Hex.bytes(message), Hex.bytes(signature))).isTrue();
    assertThat(Ed25519.verify(x509, Hex.bytes(message + "00"), Hex.bytes(signature))).isFalse();
  }

  @Test
  void refusesWhatIsMalformedWithoutThrowing() {
    KeyPair pair = Ed25519.keyPair(new byte[32]);
    byte[] message = {1, 2, 3};
    byte[] signature = Ed25519.sign(pair.getPrivate(), message);
    byte[] x509 = pair.getPublic().getEncoded();
    assertThat(Ed25519.verify(x509, message, signature)).isTrue();
    assertThat(Ed25519.verify(x509, message, new byte[0])).isFalse();
    assertThat(Ed25519.verify(x509, message, new byte[64])).isFalse();
    assertThat(Ed25519.verify(x509, message, new byte[65])).isFalse();
    assertThat(Ed25519.verify(new byte[0], message, signature)).isFalse();
    assertThat(Ed25519.verify(new byte[44], message, signature)).isFalse();
    assertThat(Ed25519.verify(java.util.Arrays.copyOf(x509, 45), message, signature)).isFalse();
    byte[] notOnTheCurve = Hex.bytes(X509 + "02" + "00".repeat(31));
    assertThat(Ed25519.verify(notOnTheCurve, message, signature)).isFalse();
  }

  @Test
  void findsTheSeedInPkcs8() {
    byte[] seed = Hex.bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    byte[] encoded = Ed25519.pkcs8(seed);
    assertThat(encoded).isEqualTo(Ed25519.keyPair(seed).getPrivate().getEncoded());
    assertThat(Ed25519.seed(encoded)).isEqualTo(seed);
    encoded[3] ^= 1;
    assertThatThrownBy(() -> Ed25519.seed(encoded)).isInstanceOf(IllegalArgumentException.class);
  }
}
