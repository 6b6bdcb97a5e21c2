package org.hozon.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.hozon.model.PackTicket;

/**
 * Signs tickets, and checks who signed one: a public key and its signature, one after the other.
 */
public final class TicketSignatures {
  private static final int KEY_BYTES = 44;
  private static final int SIGNATURE_BYTES = 64;

  private TicketSignatures() {}

  /** The ticket signed by its depositor's account. */
  public static PackTicket sign(PackTicket ticket, AccountKeys account) {
    return sign(ticket, account.publicKey(), account::sign);
  }

  /** The ticket signed by the node that leads a repair. */
  public static PackTicket sign(PackTicket ticket, NodeKeys node) {
    return sign(ticket, node.publicKey(), node::sign);
  }

  private static PackTicket sign(PackTicket ticket, byte[] key, UnaryOperator<byte[]> signer) {
    byte[] signature = signer.apply(text(ticket));
    byte[] both = Arrays.copyOf(key, KEY_BYTES + SIGNATURE_BYTES);
    System.arraycopy(signature, 0, both, KEY_BYTES, SIGNATURE_BYTES);
    return ticket.withSignature(both);
  }

  /** True when the account that the ticket names as the owner signed it. */
  public static boolean byOwner(PackTicket ticket) {
    byte[] signature = ticket.signature();
    return hasForm(signature)
        && Signatures.accountOf(key(signature)).equals(ticket.owner())
        && verify(ticket);
  }

  /** True when the node that the ticket names as its issuer signed it. */
  public static boolean byIssuer(PackTicket ticket) {
    byte[] signature = ticket.signature();
    return hasForm(signature)
        && Signatures.nodeOf(key(signature)).equals(ticket.issuer())
        && verify(ticket);
  }

  private static boolean hasForm(byte[] signature) {
    return signature != null && signature.length == KEY_BYTES + SIGNATURE_BYTES;
  }

  private static byte[] key(byte[] signature) {
    return Arrays.copyOf(signature, KEY_BYTES);
  }

  private static boolean verify(PackTicket ticket) {
    byte[] signature = ticket.signature();
    return Ed25519.verify(
        key(signature),
        text(ticket),
        Arrays.copyOfRange(signature, KEY_BYTES, KEY_BYTES + SIGNATURE_BYTES));
  }

  private static byte[] text(PackTicket ticket) {
    return ticket.signedText().getBytes(StandardCharsets.UTF_8);
  }
}
