package org.hozon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.hozon.model.Hex;
import org.hozon.model.HozonException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryPhraseTest {
  private static final String PHRASE =
      "void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing"
          + " screen patrol group space point ten exist slush involve unfold";
  private static final String ENTROPY =
      "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f";

  @Test
  void theListIsTheStandardOne() {
    String text = String.join("\n", WordList.ENGLISH) + "\n";
    assertThat(WordList.ENGLISH).hasSize(2048).isSorted();
    assertThat(Hex.of(CryptoSuite.sha256(text.getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
  }

  /** The 24-word test vectors that BIP-39 refers to. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000000000000000000000000000000000000000000000000000,"
        + "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " abandon art",
    "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f,"
        + "legal winner thank year wave sausage worth useful legal winner thank year wave sausage"
        + " worth useful legal winner thank year wave sausage worth title",
    "8080808080808080808080808080808080808080808080808080808080808080,"
        + "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount"
        + " doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
        + "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"
        + " zoo vote",
    "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c,"
        + "hamster diagram private dutch cause delay private meat slide toddler razor book happy"
        + " fancy gospel tennis maple dilemma loan word shrug inflict delay length",
    "9f6a2878b2520799a44ef18bc7df394e7061a224d2c33cd015b157d746869863,"
        + "panda eyebrow bullet gorilla call smoke muffin taste mesh discover soft ostrich alcohol"
        + " speed nation flash devote level hobby quick inner drive ghost inside",
    "066dca1a2bb7e8a1db2832148ce9933eea0f3ac9548d793112d9a95c9407efad,"
        + "all hour make first leader extend hole alien behind guard gospel lava path output census"
        + " museum junior mass reopen famous sing advance salt reform",
    ENTROPY + "," + PHRASE
  })
  void agreesWithTheTestVectors(String entropy, String phrase) {
    assertThat(RecoveryPhrase.of(Hex.bytes(entropy)).words())
        .containsExactly(phrase.split(" ", -1));
    assertThat(Hex.of(RecoveryPhrase.parse(phrase).entropy())).isEqualTo(entropy);
  }

  @Property(tries = 200)
  void everyPhraseReadsBack(@ForAll @Size(32) byte[] entropy) {
    RecoveryPhrase phrase = RecoveryPhrase.of(entropy);
    assertThat(phrase.words()).hasSize(24).allMatch(word -> WordList.indexOf(word) >= 0);
    assertThat(RecoveryPhrase.parse(String.join(" ", phrase.words())).entropy()).isEqualTo(entropy);
  }

  @Test
  void drawsAnotherPhraseEachTime() {
    SecureRandom random = new SecureRandom();
    assertThat(RecoveryPhrase.generate(random).words())
        .isNotEqualTo(RecoveryPhrase.generate(random).words());
  }

  @Test
  void readsWhatAPersonTypes() {
    List<String> words = List.of(PHRASE.split(" ", -1));
    StringBuilder numbered = new StringBuilder();
    StringBuilder columns = new StringBuilder("\uFEFF");
    for (int i = 0; i < 24; i++) {
      numbered.append(i + 1).append(". ").append(words.get(i)).append("\r\n");
      columns.append(i + 1).append(')').append(words.get(i)).append(",\u00A0\t");
    }
    for (String text :
        List.of(
            "  " + PHRASE + "\n\n",
            PHRASE.toUpperCase(Locale.ROOT),
            PHRASE.replace(" ", "\n"),
            PHRASE.replace(" ", ", ") + ".",
            PHRASE.replace("effort", "éffort"),
            "\"" + PHRASE + "\"",
            numbered.toString(),
            columns.toString())) {
      assertThat(Hex.of(RecoveryPhrase.parse(text).entropy())).as(text).isEqualTo(ENTROPY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "suffer,sufer,4,suffer",
    "void,viod,1,void",
    "unfold,unfolded,24,unfold",
    "camp,c4mp,5,camp",
    "amazing,amaz1ng,14,amazing",
  })
  void namesTheWrongWordAndTheOneMeant(String right, String typed, int place, String meant) {
    assertRefused(PHRASE.replaceFirst("\\b" + right + "\\b", typed))
        .contains("Word " + place + ", '" + typed + "',", "did you mean '" + meant + "'");
  }

  @Test
  void suggestsNothingForWhatIsLikeNoWord() {
    assertRefused(PHRASE.replace("warrior", "xqxqxqxqxq"))
        .contains("Word 7, 'xqxqxqxqxq',")
        .doesNotContain("did you mean");
  }

  @Test
  void saysHowManyWordsWereGiven() {
    assertRefused("").contains("24 words", "0 were given");
    assertRefused("zoo").contains("24 words", "1 was given");
    assertRefused(PHRASE.substring(PHRASE.indexOf(' '))).contains("24 words", "23 were given");
    assertRefused(PHRASE + " void").contains("24 words", "25 were given");
  }

  @Test
  void noticesAnotherWordAndSwappedWords() {
    assertRefused(PHRASE.replace("camp", "canal")).contains("do not belong together");
    List<String> words = new ArrayList<>(List.of(PHRASE.split(" ", -1)));
    Collections.swap(words, 2, 3);
    assertRefused(String.join(" ", words)).contains("do not belong together");
  }

  @Test
  void hidesItsWordsFromLogs() {
    assertThat(RecoveryPhrase.parse(PHRASE).toString()).doesNotContain("void", "f585");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertRefused(String text) {
    return assertThatThrownBy(() -> RecoveryPhrase.parse(text))
        .asInstanceOf(InstanceOfAssertFactories.type(HozonException.class))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(HozonException.Kind.DAMAGED))
        .extracting(HozonException::getMessage, InstanceOfAssertFactories.STRING);
  }
}
