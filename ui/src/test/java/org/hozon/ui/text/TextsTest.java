package org.hozon.ui.text;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each text that is asked for is there, in each language, and none is there for nothing. */
class TextsTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Path BUNDLES = Path.of("src/main/resources/org/hozon/ui/text");
  private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:-[a-z]+)*(?:\\.[a-z-]+)+)\"");
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

  @Test
  void everyKeyThatIsUsedIsThereAndTheOtherWayRound() throws IOException {
    Set<String> there = keys("texts.properties");
    Set<String> used = new TreeSet<>();
    for (String source : sources()) {
      Matcher keys = KEY.matcher(source);
      while (keys.find()) {
        used.add(keys.group(1));
      }
    }
    Set<String> unused = new TreeSet<>(there);
    unused.removeAll(used);
    assertThat(unused).as("in texts.properties and used nowhere").isEmpty();
    Set<String> missing = new TreeSet<>();
    Pattern asked = Pattern.compile("(?s)\\b(?:texts\\(\\)|texts)\\s*\\.get\\(\\s*\"([^\"]+)\"");
    for (String source : sources()) {
      Matcher keys = asked.matcher(source);
      while (keys.find()) {
        if (!there.contains(keys.group(1))) {
          missing.add(keys.group(1));
        }
      }
    }
    assertThat(missing).as("used and not in texts.properties").isEmpty();
    assertThat(there).hasSizeGreaterThan(200);
  }

  @Test
  void japaneseHasTheSameKeysAndPlaces() throws IOException {
    Properties english = load("texts.properties");
    Properties japanese = load("texts_ja.properties");
    assertThat(japanese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(places(japanese.getProperty(key)))
          .as(key)
          .isSubsetOf(places(english.getProperty(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts.properties", "texts_ja.properties"})
  void noKeyStandsTwiceAndNoTextIsEmptyOrHasPlainApostrophes(String bundle) throws IOException {
    List<String> keys = new ArrayList<>();
    for (String line : Files.readAllLines(BUNDLES.resolve(bundle))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        keys.add(line.substring(0, line.indexOf(" = ")));
        String text = line.substring(line.indexOf(" = ") + 3);
        assertThat(text).as(line).isNotBlank().doesNotContain("'");
        assertThat(new MessageFormat(text, Locale.ENGLISH).format(new Object[] {1, 2, 3}))
            .as(line)
            .isNotBlank();
      }
    }
    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownLanguageIsEnglish() {
    assertThat(Texts.of(Locale.FRENCH).get("place.overview")).isEqualTo("Overview");
    assertThat(Texts.of(Locale.JAPAN).get("place.overview")).isEqualTo("概要");
  }

  private static Set<Character> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(place -> place.group(1).charAt(0))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> keys(String bundle) throws IOException {
    return load(bundle).stringPropertyNames();
  }

  private static Properties load(String bundle) throws IOException {
    Properties loaded = new Properties();
    try (var in = Files.newBufferedReader(BUNDLES.resolve(bundle))) {
      loaded.load(in);
    }
    return loaded;
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<String> sources = new ArrayList<>();
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file));
      }
      return sources;
    }
  }
}
