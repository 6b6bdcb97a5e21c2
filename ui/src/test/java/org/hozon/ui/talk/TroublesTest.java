package org.hozon.ui.talk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.hozon.model.Alert;
import org.hozon.model.HozonException;
import org.hozon.ui.FakeNode;
import org.hozon.ui.overview.Attention;
import org.hozon.ui.text.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong is told in sentences, in each language, and never by a name of a class. */
class TroublesTest {
  private static final Pattern JAPANESE = Pattern.compile("[\\u3040-\\u30ff].*。");
  private static final String NODE_SAYS =
      "Only 2 nodes can hold this deposit; nothing was deposited. Start another node.";

  private static Trouble told(RuntimeException failure, Locale language) {
    return new Troubles(Texts.of(language)).of("It failed", failure);
  }

  private static void isPlain(String sentence) {
    assertThat(sentence).doesNotContain("Exception").doesNotContain("org.").doesNotContain("null");
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsToldInTheLanguageOfTheWindow(HozonException.Kind kind) {
    HozonException failure = new HozonException(kind, NODE_SAYS);
    Trouble english = told(failure, Locale.ENGLISH);
    assertThat(english.meaning()).isEqualTo(NODE_SAYS);
    assertThat(english.details()).endsWith(".");
    isPlain(english.details());
    Trouble japanese = told(failure, Locale.JAPANESE);
    assertThat(japanese.meaning()).containsPattern(JAPANESE);
    isPlain(japanese.meaning());
    assertThat(japanese.details()).as("for whoever helps").isEqualTo(NODE_SAYS);
  }

  @ParameterizedTest
  @EnumSource
  void everyAlertHasANameAndASentence(Alert.Cause cause) {
    Alert alert =
        new Alert(
            cause,
            "",
            Alert.Severity.WARNING,
            NODE_SAYS,
            Map.of(),
            FakeNode.THEN,
            FakeNode.THEN,
            null);
    Attention english = Attention.of(alert, Texts.of(Locale.ENGLISH));
    assertThat(english.heading()).isNotBlank().doesNotContain("_");
    assertThat(english.text()).isEqualTo(NODE_SAYS);
    Attention japanese = Attention.of(alert, Texts.of(Locale.JAPANESE));
    assertThat(japanese.heading()).doesNotContain("_").isNotEqualTo(english.heading());
    assertThat(japanese.text()).containsPattern(JAPANESE);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void whatNobodyKnowsHasACodeAndNoStackTrace(Language language) {
    Trouble trouble = told(new IllegalStateException("at org.hozon.Foo"), language.locale());
    assertThat(trouble.meaning()).isNotBlank();
    isPlain(trouble.meaning());
    assertThat(trouble.details()).containsPattern("HZ-[0-9A-F]{4}").doesNotContain("\tat ");
  }

  private enum Language {
    ENGLISH,
    JAPANESE;

    Locale locale() {
      return this == ENGLISH ? Locale.ENGLISH : Locale.JAPANESE;
    }
  }
}
