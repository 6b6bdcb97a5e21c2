package org.hozon.store;

import java.nio.ByteBuffer;
import java.util.Random;
import org.hozon.crypto.PackHeader;
import org.hozon.model.AccountId;
import org.hozon.model.Hex;

/** Bytes that begin as a pack does; what follows nobody here can read anyway. */
final class SamplePacks {
  static final AccountId OWNER = new AccountId("00112233445566778899aabbccddeeff");

  private SamplePacks() {}

  static byte[] pack(int seed, int length) {
    byte[] bytes = Samples.bytes(new Random(seed), length);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.put(new byte[] {'H', 'Z', 'P', '1', 1, 16}).put(new byte[10]);
    header.put(Hex.bytes(OWNER.value()));
    PackHeader.read(ByteBuffer.wrap(bytes));
    return bytes;
  }
}
