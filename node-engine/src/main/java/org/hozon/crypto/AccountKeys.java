package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.crypto.Mac;
import org.hozon.model.AccountId;
import org.hozon.model.ChunkId;
import org.hozon.model.Head;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.Policy;

/**
 * Every key of one account, derived from its phrase (HKDF-SHA-256, one label a key). Thread-safe.
 */
public final class AccountKeys {
  private static final byte[] EXTRACT_SALT = "hozon/1/account".getBytes(StandardCharsets.US_ASCII);
  private static final int GEAR_LONGS = 256;
  private static final int KEY_BYTES = 32;

  private final CryptoSuite suite;
  private final SecureRandom random = new SecureRandom();
  private final KeyPair signing;
  private final byte[] certificateSeed;
  private final AccountId account;
  private final byte[] gearKey;
  private final byte[] packKey;
  private final HeadSeal headSeal;
  private final ThreadLocal<Mac> chunkMac;

  private AccountKeys(byte[] entropy, CryptoSuite suite) {
    byte[] root = Hkdf.extract(EXTRACT_SALT, entropy);
    this.suite = suite;
    this.signing = Ed25519.keyPair(Hkdf.expand(root, "hozon/1/signing", Ed25519.SEED_BYTES));
    this.account = Signatures.accountOf(signing.getPublic().getEncoded());
    this.certificateSeed = Hkdf.expand(root, "hozon/1/certificates", P256.SEED_BYTES);
    this.gearKey = Hkdf.expand(root, "hozon/1/gear", KEY_BYTES);
    this.packKey = Hkdf.expand(root, "hozon/1/packs", KEY_BYTES);
    this.headSeal = new HeadSeal(suite, Hkdf.expand(root, "hozon/1/heads", KEY_BYTES));
    byte[] chunkKey = Hkdf.expand(root, "hozon/1/chunk-ids", KEY_BYTES);
    this.chunkMac = ThreadLocal.withInitial(() -> suite.hmacSha256(chunkKey));
  }

  /** Derives all keys. */
  public static AccountKeys derive(RecoveryPhrase phrase) {
    return derive(phrase, CryptoSuite.get());
  }

  static AccountKeys derive(RecoveryPhrase phrase, CryptoSuite suite) {
    return new AccountKeys(phrase.entropy(), suite);
  }

  /** The account these keys are of. */
  public AccountId account() {
    return account;
  }

  /** The account's public signing key (Ed25519), X.509 encoding. */
  public byte[] publicKey() {
    return signing.getPublic().getEncoded();
  }

  /** The key (P-256) with which the account certifies its machines. */
  KeyPair certificateKey() {
    return P256.keyPair(certificateSeed);
  }

  /** The keyed id of a chunk: HMAC-SHA-256 of its plaintext under the chunk key. Thread-safe. */
  public ChunkId chunkId(byte[] bytes, int offset, int length) {
    return chunkId(ByteBuffer.wrap(bytes, offset, length));
  }

  /** The same of all that remains in a buffer, whose position stays where it is. */
  public ChunkId chunkId(ByteBuffer bytes) {
    Mac mac = chunkMac.get();
    suite.workbench().feed(mac, bytes.duplicate());
    return new ChunkId(Hex.of(mac.doFinal()));
  }

  /** 256 keyed random longs for the chunker's gear table. */
  public long[] gearTable() {
    long[] gear = new long[GEAR_LONGS];
    ByteBuffer.wrap(Hkdf.expand(gearKey, "hozon/1/gear-table", GEAR_LONGS * Long.BYTES))
        .asLongBuffer()
        .get(gear);
    return gear;
  }

  /** Signs with the account's key (Ed25519). */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(signing.getPrivate(), message);
  }

  /** A signed message that gives a pack of this account up. */
  public PeerMessage.Release release(PackId pack, Instant at) {
    Instant time = at.truncatedTo(ChronoUnit.MILLIS);
    byte[] key = publicKey();
    var unsigned = new PeerMessage.Release(account, pack, time, key, new byte[0]);
    byte[] signature = sign(unsigned.signedText().getBytes(StandardCharsets.UTF_8));
    return new PeerMessage.Release(account, pack, time, key, signature);
  }

  /** A signed message that asks something else of the holders of packs of this account. */
  public PeerMessage.PolicyChange policyChange(List<PackId> packs, Policy policy, Instant at) {
    Instant time = at.truncatedTo(ChronoUnit.MILLIS);
    byte[] key = publicKey();
    var unsigned = new PeerMessage.PolicyChange(account, packs, policy, time, key, new byte[0]);
    byte[] signature = sign(unsigned.signedText().getBytes(StandardCharsets.UTF_8));
    return new PeerMessage.PolicyChange(account, packs, policy, time, key, signature);
  }

  /**
   * Seals a head's root for this account alone and signs the whole. The time is kept in
   * milliseconds, so that the signature survives any store.
   */
  public Head sealHead(NodeId machine, long sequence, Instant time, byte[] root) {
    Instant rounded = time.truncatedTo(ChronoUnit.MILLIS);
    byte[] salt = randomBytes(HeadSeal.SALT_BYTES);
    byte[] sealed = headSeal.seal(account, machine, sequence, salt, root);
    byte[] key = publicKey();
    Head unsigned = new Head(account, machine, sequence, rounded, key, sealed, new byte[0]);
    return new Head(account, machine, sequence, rounded, key, sealed, sign(unsigned.signedBytes()));
  }

  /**
   * Opens what {@link #sealHead} sealed.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when it is not this account's or altered
   */
  public byte[] openHead(Head head) {
    if (!account.equals(head.account()) || !Signatures.valid(head)) {
      throw HeadSeal.refused(null);
    }
    return headSeal.open(head);
  }

  /** A writer of a new pack of this account with fresh salt; its memory grows as needed. */
  public PackWriter newPack() {
    return newPack(PackMemory.HEAP);
  }

  /**
   * The same in memory of the caller's, which may be used again once the finished pack is no longer
   * needed. What is direct is sealed and hashed without being copied.
   */
  public PackWriter newPack(PackMemory memory) {
    return newPack(randomBytes(PackHeader.SALT_BYTES), memory);
  }

  PackWriter newPack(byte[] salt, PackMemory memory) {
    return new PackWriter(
        suite,
        packKey,
        account,
        salt,
        before -> OwnerSeal.seal(before, publicKey(), this::sign),
        memory);
  }

  /** Opens chunks of this account's packs. Thread-safe. */
  public PackOpener opener() {
    return new PackOpener(this, suite, packKey);
  }

  private byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
