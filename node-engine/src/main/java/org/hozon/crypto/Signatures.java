package org.hozon.crypto;

import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/** Checks of what others signed; never throws on bad input, answers false. */
public final class Signatures {
  private Signatures() {}

  /** The account a public key belongs to: the hash of its X.509 encoding. */
  public static AccountId accountOf(byte[] publicKey) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The node a public key belongs to: the hash of its X.509 encoding. */
  public static NodeId nodeOf(byte[] publicKey) {
    throw new UnsupportedOperationException("not yet");
  }

  /** True when the head is signed by the account it names. */
  public static boolean valid(Head head) {
    throw new UnsupportedOperationException("not yet");
  }

  /** True when the receipt is signed by the holder it names, whose public key this is. */
  public static boolean valid(Receipt receipt, byte[] holderPublicKey) {
    throw new UnsupportedOperationException("not yet");
  }

  /** True when the release is signed by the owner it names. */
  public static boolean valid(PeerMessage.Release release) {
    throw new UnsupportedOperationException("not yet");
  }
}
