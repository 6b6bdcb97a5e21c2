package org.hozon.crypto;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;
import org.hozon.model.Revocation;

/** Checks of what others signed; never throws on bad input, answers false. */
public final class Signatures {
  private static final int ID_BYTES = 16;

  private Signatures() {}

  /** The account a public key belongs to: the hash of its X.509 encoding. */
  public static AccountId accountOf(byte[] publicKey) {
    return new AccountId(idOf(publicKey));
  }

  /** The node a public key belongs to: the hash of its X.509 encoding. */
  public static NodeId nodeOf(byte[] publicKey) {
    return new NodeId(idOf(publicKey));
  }

  /** True when the head is signed by the account it names. */
  public static boolean valid(Head head) {
    return head != null
        && present(head.account(), head.machine(), head.time(), head.sealedRoot())
        && present(head.publicKey(), head.signature())
        && accountOf(head.publicKey()).equals(head.account())
        && Ed25519.verify(head.publicKey(), head.signedBytes(), head.signature());
  }

  /** True when the profile is signed by the node it is of. */
  public static boolean valid(NodeProfile profile) {
    if (profile == null || !present(profile.node(), profile.publicKey(), profile.signature())) {
      return false;
    }
    try {
      byte[] key = Base64.getDecoder().decode(profile.publicKey());
      byte[] signature = Base64.getDecoder().decode(profile.signature());
      return nodeOf(key).equals(profile.node())
          && Ed25519.verify(key, utf8(profile.signedText()), signature);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** True when the receipt is signed by the holder it names, whose public key this is. */
  public static boolean valid(Receipt receipt, byte[] holderPublicKey) {
    return receipt != null
        && present(receipt.pack(), receipt.holder(), receipt.at(), receipt.signature())
        && present(holderPublicKey)
        && nodeOf(holderPublicKey).equals(receipt.holder())
        && Ed25519.verify(holderPublicKey, utf8(receipt.signedText()), receipt.signature());
  }

  /** True when the release is signed by the owner it names. */
  public static boolean valid(PeerMessage.Release release) {
    return release != null
        && present(release.owner(), release.pack(), release.at())
        && present(release.publicKey(), release.signature())
        && accountOf(release.publicKey()).equals(release.owner())
        && Ed25519.verify(release.publicKey(), utf8(release.signedText()), release.signature());
  }

  /**
   * True when the revocation is signed by whom it must be.
   *
   * @param authority the mesh's authority; null in an open mesh, where no account is shut out
   */
  static boolean valid(Revocation revocation, X509Certificate authority) {
    if (revocation == null
        || !present(revocation.kind(), revocation.account(), revocation.at())
        || !present(revocation.publicKey(), revocation.signature())) {
      return false;
    }
    byte[] text = utf8(revocation.signedText());
    if (revocation.kind() == Revocation.Kind.MACHINE) {
      return revocation.node() != null
          && accountOf(revocation.publicKey()).equals(revocation.account())
          && Ed25519.verify(revocation.publicKey(), text, revocation.signature());
    }
    return authority != null && P256.verify(authority.getPublicKey(), text, revocation.signature());
  }

  /** True when the change of policy is signed by the owner it names. */
  public static boolean valid(PeerMessage.PolicyChange change) {
    return change != null
        && present(change.owner(), change.policy(), change.at())
        && present(change.publicKey(), change.signature())
        && accountOf(change.publicKey()).equals(change.owner())
        && Ed25519.verify(change.publicKey(), utf8(change.signedText()), change.signature());
  }

  private static boolean present(Object... fields) {
    return Arrays.stream(fields).noneMatch(field -> field == null);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String idOf(byte[] publicKey) {
    byte[] hash = CryptoSuite.sha256(publicKey);
    return Hex.of(Arrays.copyOf(hash, ID_BYTES));
  }
}
