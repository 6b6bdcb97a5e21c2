package org.hozon.crypto;

import java.nio.ByteBuffer;

/** Where packs that are being built get their memory from. Thread-safe. */
public interface PackMemory {
  /** The heap, and nothing is kept. */
  PackMemory HEAP =
      new PackMemory() {
        @Override
        public ByteBuffer take(int bytes) {
          return ByteBuffer.allocate(bytes);
        }

        @Override
        public void give(ByteBuffer buffer) {
          // The garbage collector's.
        }
      };

  /** A writable buffer with room for as many bytes at least, heap or direct. */
  ByteBuffer take(int bytes);

  /** Takes a buffer back that is not used any more. */
  void give(ByteBuffer buffer);
}
