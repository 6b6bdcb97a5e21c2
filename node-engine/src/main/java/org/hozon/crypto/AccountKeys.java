package org.hozon.crypto;

import org.hozon.model.AccountId;
import org.hozon.model.ChunkId;
import org.hozon.model.Head;
import org.hozon.model.NodeId;

/** Every key of one account, derived from its phrase (HKDF-SHA-256, one label a key). */
public final class AccountKeys {
  private AccountKeys() {}

  /** Derives all keys. */
  public static AccountKeys derive(RecoveryPhrase phrase) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The account these keys are of. */
  public AccountId account() {
    throw new UnsupportedOperationException("not yet");
  }

  /** The account's public signing key (Ed25519), X.509 encoding. */
  public byte[] publicKey() {
    throw new UnsupportedOperationException("not yet");
  }

  /** The keyed id of a chunk: HMAC-SHA-256 of its plaintext under the chunk key. Thread-safe. */
  public ChunkId chunkId(byte[] bytes, int offset, int length) {
    throw new UnsupportedOperationException("not yet");
  }

  /** 256 keyed random longs for the chunker's gear table. */
  public long[] gearTable() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Signs with the account's key (Ed25519). */
  public byte[] sign(byte[] message) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Seals a head's root for this account alone and signs the whole. */
  public Head sealHead(NodeId machine, long sequence, java.time.Instant time, byte[] root) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Opens what {@link #sealHead} sealed.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED when it is not this account's or altered
   */
  public byte[] openHead(Head head) {
    throw new UnsupportedOperationException("not yet");
  }

  /** A writer of a new pack of this account with fresh salt. */
  public PackWriter newPack() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Opens chunks of this account's packs. Thread-safe. */
  public PackOpener opener() {
    throw new UnsupportedOperationException("not yet");
  }
}
