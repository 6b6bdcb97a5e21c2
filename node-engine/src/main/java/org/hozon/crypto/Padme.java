package org.hozon.crypto;

/**
 * Padmé: rounds a size up so that it tells at most about log log bits of the true size, for at most
 * 12 % more bytes (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
 * Communication with PURBs", PoPETs 2019, algorithm 1).
 */
final class Padme {
  private Padme() {}

  /** The padded size of {@code length} bytes; a power of two stays as it is. */
  static long padded(long length) {
    if (length < 2) {
      return length;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(length);
    int kept = 64 - Long.numberOfLeadingZeros(exponent);
    long mask = (1L << (exponent - kept)) - 1;
    return (length + mask) & ~mask;
  }
}
