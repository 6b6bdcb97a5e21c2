package org.hozon.crypto;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hozon.model.HozonException;

/**
 * The 24 words (256 bits and a checksum, BIP-39 English) every key of an account comes from.
 *
 * <p>The words are the entropy itself in another spelling. Keys are derived from the 256 bits by
 * HKDF, not from BIP-39's PBKDF2 seed: stretching is for weak secrets, and this one is full.
 */
public final class RecoveryPhrase {
  /** How many words a phrase has. */
  public static final int WORDS = 24;

  static final int ENTROPY_BYTES = 32;

  private static final int BITS_PER_WORD = 11;
  private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}\\p{C},;|\"]+");
  private static final Pattern NUMBERING = Pattern.compile("^[#(]*[0-9]+[.):\\-–]*");
  private static final Pattern TRAILING = Pattern.compile("[.:!?'’]+$");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

  private final byte[] entropy;

  private RecoveryPhrase(byte[] entropy) {
    this.entropy = entropy.clone();
  }

  /** Draws a new phrase. */
  public static RecoveryPhrase generate(SecureRandom random) {
    byte[] entropy = new byte[ENTROPY_BYTES];
    random.nextBytes(entropy);
    return new RecoveryPhrase(entropy);
  }

  /**
   * Reads a phrase as a person types it: any spacing, any case, numbered or not.
   *
   * @throws HozonException of kind DAMAGED, naming the word that is not in the list or saying that
   *     the words do not belong together
   */
  public static RecoveryPhrase parse(String text) {
    List<String> words = split(text);
    int[] numbers = new int[words.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = WordList.indexOf(words.get(i));
      if (numbers[i] < 0) {
        throw unknownWord(i, words);
      }
    }
    if (numbers.length != WORDS) {
      throw wrong(
          "A recovery phrase has 24 words, but "
              + (numbers.length == 1 ? "1 was" : numbers.length + " were")
              + " given; nothing was changed, please enter all 24 in their order.");
    }
    byte[] bytes = pack(numbers);
    RecoveryPhrase phrase = new RecoveryPhrase(Arrays.copyOf(bytes, ENTROPY_BYTES));
    if (bytes[ENTROPY_BYTES] != phrase.checksum()) {
      throw wrong(
          "All 24 words are known, but they do not belong together: one is another word of the"
              + " list than you were given, or two are swapped; nothing was changed, please check"
              + " them against your paper.");
    }
    return phrase;
  }

  /** The phrase of 32 bytes of entropy. */
  static RecoveryPhrase of(byte[] entropy) {
    if (entropy.length != ENTROPY_BYTES) {
      throw new IllegalArgumentException("a phrase is 32 bytes, not " + entropy.length);
    }
    return new RecoveryPhrase(entropy);
  }

  /** The 24 words in order. */
  public List<String> words() {
    byte[] bytes = Arrays.copyOf(entropy, ENTROPY_BYTES + 1);
    bytes[ENTROPY_BYTES] = checksum();
    List<String> words = new ArrayList<>(WORDS);
    for (int word = 0; word < WORDS; word++) {
      int number = 0;
      for (int bit = word * BITS_PER_WORD; bit < (word + 1) * BITS_PER_WORD; bit++) {
        number = number << 1 | (bytes[bit / 8] >> (7 - bit % 8) & 1);
      }
      words.add(WordList.ENGLISH.get(number));
    }
    return List.copyOf(words);
  }

  /** The 256 bits. */
  byte[] entropy() {
    return entropy.clone();
  }

  /** Says nothing of the words, so that no log ever shows them. */
  @Override
  public String toString() {
    return "RecoveryPhrase[hidden]";
  }

  private byte checksum() {
    return CryptoSuite.sha256(entropy)[0];
  }

  private static List<String> split(String text) {
    String plain =
        ACCENTS
            .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
            .replaceAll("")
            .toLowerCase(Locale.ROOT);
    return SEPARATORS
        .splitAsStream(plain)
        .map(token -> NUMBERING.matcher(token).replaceFirst(""))
        .map(token -> TRAILING.matcher(token).replaceFirst(""))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static byte[] pack(int[] numbers) {
    byte[] bytes = new byte[ENTROPY_BYTES + 1];
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      int number = numbers[bit / BITS_PER_WORD];
      int set = number >> (BITS_PER_WORD - 1 - bit % BITS_PER_WORD) & 1;
      bytes[bit / 8] |= (byte) (set << (7 - bit % 8));
    }
    return bytes;
  }

  private static HozonException unknownWord(int at, List<String> words) {
    List<String> nearest = WordList.nearest(words.get(at));
    String meant =
        nearest.isEmpty() ? "" : ", did you mean '" + String.join("' or '", nearest) + "'?";
    return wrong(
        "Word "
            + (at + 1)
            + ", '"
            + words.get(at)
            + "', is not one of the 2048 words recovery phrases are made of"
            + (meant.isEmpty() ? "; nothing was changed, please check its spelling." : meant));
  }

  private static HozonException wrong(String sentence) {
    return new HozonException(HozonException.Kind.DAMAGED, sentence);
  }
}
