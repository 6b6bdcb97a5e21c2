package org.hozon.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetNamesTest {
  private final TargetNames windows = new TargetNames(true, true);
  private final TargetNames unix = new TargetNames(false, false);

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd", "a//b", "./a", "a/.", "", "a/"})
  void refusesPathsThatAreNotPlain(String path) {
    assertThat(unix.refusal(path)).isNotNull();
    assertThat(windows.refusal(path)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\Windows\\x", "c:/x", "\\\\server\\share", "\\x"})
  void refusesWindowsRootsOnWindows(String path) {
    assertThat(windows.refusal(path)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c:", "a\\b", "..x", "x..", "..."})
  void takesWhatIsOnlyOdd(String path) {
    assertThat(unix.refusal(path)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "a:b, a_b",
    "CON, _CON",
    "nul.txt, _nul.txt",
    "com1, _com1",
    "comet, comet",
    "end., end_",
    "what?, what_",
    "back\\slash, back_slash"
  })
  void namesWhatWindowsCannot(String name, String expected) {
    assertThat(windows.nameIn("", name)).isEqualTo(expected);
    assertThat(unix.nameIn("", name)).isEqualTo(name);
  }

  @Test
  @DisplayName("names that differ in case only are told apart where case does not count")
  void caseCollisions() {
    assertThat(windows.nameIn("f", "Readme.txt")).isEqualTo("Readme.txt");
    assertThat(windows.nameIn("f", "README.TXT")).isEqualTo("README (2).TXT");
    assertThat(windows.nameIn("g", "README.TXT")).isEqualTo("README.TXT");
    assertThat(windows.nameIn("f", "e\u0301")).isEqualTo("e\u0301");
    assertThat(windows.nameIn("f", "\u00e9")).isEqualTo("\u00e9 (2)");
    assertThat(unix.nameIn("f", "a")).isEqualTo("a");
    assertThat(unix.nameIn("f", "A")).isEqualTo("A");
  }
}
