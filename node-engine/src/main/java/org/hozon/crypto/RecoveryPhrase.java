package org.hozon.crypto;

import java.security.SecureRandom;
import java.util.List;

/** The 24 words (256 bits and a checksum, BIP-39 English) every key of an account comes from. */
public final class RecoveryPhrase {
  private RecoveryPhrase() {}

  /** Draws a new phrase. */
  public static RecoveryPhrase generate(SecureRandom random) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Reads a phrase as a person types it: any spacing, any case.
   *
   * @throws org.hozon.model.HozonException of kind DAMAGED, naming the word that is not in the list
   *     or saying that the words do not belong together
   */
  public static RecoveryPhrase parse(String text) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The 24 words in order. */
  public List<String> words() {
    throw new UnsupportedOperationException("not yet");
  }
}
