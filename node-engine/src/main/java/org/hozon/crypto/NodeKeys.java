package org.hozon.crypto;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.Receipt;

/**
 * The key pair of this machine (Ed25519), kept owner-only in the home's {@code keys} folder.
 * Thread-safe.
 *
 * <p>{@code node.key} has three lines: {@value #VERSION}, the private key (PKCS#8) and the public
 * key (X.509), both in hex.
 */
public final class NodeKeys {
  static final String FILE = "node.key";

  private static final String VERSION = "hozon-node-key-1";

  private final KeyPair pair;
  private final NodeId node;

  private NodeKeys(KeyPair pair) {
    this.pair = pair;
    this.node = Signatures.nodeOf(pair.getPublic().getEncoded());
  }

  /** True when this folder has the key of a node. */
  public static boolean exist(Path keysFolder) {
    return Files.exists(keysFolder.resolve(FILE));
  }

  /**
   * Reads the key of this home, or makes it the first time (atomically, fsynced).
   *
   * @throws HozonException of kind DAMAGED when the file is not as it was written, FAILED when it
   *     cannot be read or written
   */
  public static NodeKeys loadOrCreate(Path keysFolder) {
    Path file = keysFolder.resolve(FILE);
    SecretFile secret = SecretFile.lockable(file);
    Optional<String> text = secret.read();
    if (text.isPresent()) {
      return read(file, text.get());
    }
    byte[] seed = new byte[Ed25519.SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    NodeKeys keys = new NodeKeys(Ed25519.keyPair(seed));
    secret.write(
        String.join("\n", VERSION, Hex.of(Ed25519.pkcs8(seed)), Hex.of(keys.publicKey()), ""));
    return keys;
  }

  /** This node. */
  public NodeId node() {
    return node;
  }

  /** The public key, X.509 encoding; it hashes to {@link #node}. */
  public byte[] publicKey() {
    return pair.getPublic().getEncoded();
  }

  /** This node's profile, signed. */
  public NodeProfile sign(NodeProfile profile) {
    byte[] signature = sign(profile.signedText().getBytes(StandardCharsets.UTF_8));
    return profile.withSignature(Base64.getEncoder().encodeToString(signature));
  }

  /** Signs with this machine's key (Ed25519). */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(pair.getPrivate(), message);
  }

  /**
   * Signs a receipt for a pack that is durable here. The time is kept in milliseconds, so that the
   * signature survives any store.
   */
  public Receipt receipt(PackId pack, long bytes, Instant at) {
    Instant time = at.truncatedTo(ChronoUnit.MILLIS);
    Receipt unsigned = new Receipt(pack, bytes, node, time, new byte[0]);
    byte[] signature = sign(unsigned.signedText().getBytes(StandardCharsets.UTF_8));
    return new Receipt(pack, bytes, node, time, signature);
  }

  private static NodeKeys read(Path file, String text) {
    List<String> lines = text.lines().toList();
    try {
      if (lines.size() == 3 && lines.get(0).equals(VERSION)) {
        NodeKeys keys = new NodeKeys(Ed25519.keyPair(Ed25519.seed(Hex.bytes(lines.get(1)))));
        if (Arrays.equals(keys.publicKey(), Hex.bytes(lines.get(2)))) {
          return keys;
        }
      }
    } catch (IllegalArgumentException notHex) {
      throw damaged(file, notHex);
    }
    throw damaged(file, null);
  }

  private static HozonException damaged(Path file, Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "The key of this machine in "
            + file
            + " is damaged or of a newer program; your account and deposits are not touched by it:"
            + " put the file back from a copy, or move it away and the machine starts as a new"
            + " node.",
        cause);
  }
}
