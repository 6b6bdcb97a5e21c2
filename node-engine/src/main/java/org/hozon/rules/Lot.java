package org.hozon.rules;

import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/** The lot a node draws for a pack: a 64-bit hash that every node computes alike. */
final class Lot {
  private static final int DIGITS = 16;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Lot() {}

  /** The lot of {@code node} for {@code pack}; evenly spread over all 64-bit values. */
  static long of(PackId pack, NodeId node) {
    return mix(bits(pack.hex()) ^ mix(bits(node.value()) + GOLDEN));
  }

  /** The same as a number above 0 and below 1. */
  static double unit(PackId pack, NodeId node) {
    return ((of(pack, node) >>> 11) + 0.5) * 0x1.0p-53;
  }

  private static long bits(String hexDigits) {
    return Long.parseUnsignedLong(hexDigits, 0, DIGITS, 16);
  }

  /** The finaliser of MurmurHash3: every input bit changes every output bit half of the time. */
  private static long mix(long value) {
    long mixed = value;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
