package org.hozon.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * What one thread needs at hand to seal and open segments: the cipher and two small buffers. Not
 * thread-safe; see {@link CryptoSuite#workbench}.
 */
final class Workbench {
  private static final int TAG_BITS = 8 * PackFormat.TAG_BYTES;

  private final Cipher cipher;
  private final ByteBuffer input;
  private final ByteBuffer output;
  private final ChunkCompressor compressor = new ChunkCompressor();

  Workbench(CryptoSuite suite) {
    try {
      cipher = suite.aesGcm();
    } catch (GeneralSecurityException everyProviderHasIt) {
      throw new IllegalStateException(suite + " lacks AES-256-GCM", everyProviderHasIt);
    }
    input = suite.allocate(PackFormat.SEGMENT_BYTES + PackFormat.TAG_BYTES);
    output = suite.allocate(PackFormat.SEGMENT_BYTES + PackFormat.TAG_BYTES);
  }

  /** The compressor of this thread. */
  ChunkCompressor compressor() {
    return compressor;
  }

  /**
   * Seals the next {@code length} bytes of {@code source} as one segment.
   *
   * @return the sealed bytes in a buffer that is valid until the next call
   */
  ByteBuffer seal(Key key, byte[] nonce, byte[] associated, ByteBuffer source, int length) {
    seal(key, nonce, associated, source, length, output.clear());
    return output.flip();
  }

  /**
   * The same into {@code target}, which has room for the sealed bytes. Outside the heap nothing is
   * copied on the way.
   */
  void seal(
      Key key, byte[] nonce, byte[] associated, ByteBuffer source, int length, ByteBuffer target) {
    try {
      run(Cipher.ENCRYPT_MODE, key, nonce, associated, direct(source, length), target);
    } catch (GeneralSecurityException programmingError) {
      throw new IllegalStateException("sealing failed", programmingError);
    }
  }

  /**
   * Opens the next {@code length} bytes of {@code source}, one segment.
   *
   * @return the plain bytes in a buffer that is valid until the next call
   * @throws GeneralSecurityException when the segment is not exactly what was sealed
   */
  ByteBuffer open(Key key, byte[] nonce, byte[] associated, ByteBuffer source, int length)
      throws GeneralSecurityException {
    run(Cipher.DECRYPT_MODE, key, nonce, associated, direct(source, length), output.clear());
    return output.flip();
  }

  /**
   * Opens the next {@code length} bytes of {@code source}, one segment, into {@code target}, which
   * needs {@link PackFormat#TAG_BYTES} more room than the plain bytes take. Outside the heap
   * nothing is copied on the way.
   *
   * @throws GeneralSecurityException when the segment is not exactly what was sealed
   */
  void open(
      Key key, byte[] nonce, byte[] associated, ByteBuffer source, int length, ByteBuffer target)
      throws GeneralSecurityException {
    run(Cipher.DECRYPT_MODE, key, nonce, associated, direct(source, length), target);
  }

  /** Feeds all that remains in a buffer to a MAC. */
  void feed(Mac mac, ByteBuffer bytes) {
    feed(bytes, mac::update);
  }

  /** Feeds all that remains in a buffer to a digest. */
  void feed(MessageDigest digest, ByteBuffer bytes) {
    feed(bytes, digest::update);
  }

  /** What is outside the heap goes as it is, the rest by way of the small buffer. */
  private void feed(ByteBuffer bytes, Consumer<ByteBuffer> taker) {
    if (bytes.isDirect()) {
      taker.accept(bytes);
      return;
    }
    while (bytes.hasRemaining()) {
      take(bytes, Math.min(PackFormat.SEGMENT_BYTES, bytes.remaining()));
      taker.accept(input);
    }
  }

  private void take(ByteBuffer source, int length) {
    input.clear().limit(length);
    // put(index, …) leaves no trace in either buffer's position, so the source may be shared.
    input.put(0, source, source.position(), length);
    source.position(source.position() + length);
  }

  /** The next bytes of {@code source} outside the heap, where the cipher wants them. */
  private ByteBuffer direct(ByteBuffer source, int length) {
    if (!source.isDirect()) {
      take(source, length);
      return input;
    }
    ByteBuffer next = source.slice(source.position(), length);
    source.position(source.position() + length);
    return next;
  }

  private void run(
      int mode, Key key, byte[] nonce, byte[] associated, ByteBuffer from, ByteBuffer to)
      throws GeneralSecurityException {
    AlgorithmParameterSpec parameters = new GCMParameterSpec(TAG_BITS, nonce);
    cipher.init(mode, key, parameters);
    cipher.updateAAD(associated);
    cipher.doFinal(from, to);
  }
}
