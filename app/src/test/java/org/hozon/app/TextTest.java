package org.hozon.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hozon.app.text.ProgressLine;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.Nearest;
import org.hozon.model.Progress;
import org.junit.jupiter.api.Test;

/** Figures, tables, progress, places. */
class TextTest {
  @Test
  void spansAreHumane() {
    assertThat(Words.span(0.04)).isEqualTo("0.0 s");
    assertThat(Words.span(9.94)).isEqualTo("9.9 s");
    assertThat(Words.span(59.4)).isEqualTo("59 s");
    assertThat(Words.span(125)).isEqualTo("2 min 5 s");
    assertThat(Words.span(11_040)).isEqualTo("3 h 4 min");
    assertThat(Words.span(273_600)).isEqualTo("3 d 4 h");
  }

  @Test
  void textFromElsewhereCannotDriveTheTerminal() {
    assertThat(Words.plain("a\u001b[2Jb\nc\u202etxt.exe 保存")).isEqualTo("a?[2Jb?c?txt.exe 保存");
  }

  @Test
  void tablesLineUpWideCharacters() {
    String text = new Table("name", ">size").row("保存", 5).row("ab", 1234).row(null, 1).text();
    assertThat(text).isEqualTo("name  size\n保存     5\nab    1234\n–        1\n");
  }

  @Test
  void progressIsALineEveryFewSecondsWhereNobodyWatches() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AtomicLong nanos = new AtomicLong();
    try (ProgressLine line =
        new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), false, nanos::get)) {
      for (int tenths = 0; tenths < 100; tenths++) {
        nanos.set(tenths * 100_000_000L);
        line.report(new Progress.State("reading", tenths, -1, tenths, -1, 0, -1));
      }
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "reading, 30 B\nreading, 60 B\nreading, 90 B\n".replace("\n", System.lineSeparator()));
  }

  @Test
  void progressOnATerminalLeavesACleanLine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ProgressLine line =
        new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), true, () -> 0)) {
      line.report(new Progress.State("sending", 0, -1, 10, 10, 0, -1));
      line.report(new Progress.State("x", 0, -1, 0, -1, 0, -1));
    }
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).contains("\r[####################] sending 100 %, 10 B of 10 B");
    assertThat(text).matches("(?s).*\rx, 0 B +\r +\r");
  }

  @Test
  void homesAreWhereTheSystemKeepsData() {
    Path user = Path.of("/home/me");
    assertThat(Homes.byDefault(Map.of(), "Linux", user))
        .isEqualTo(user.resolve(".local/share/hozon"));
    assertThat(Homes.byDefault(Map.of("XDG_DATA_HOME", "/data"), "Linux", user))
        .isEqualTo(Path.of("/data/hozon"));
    assertThat(Homes.byDefault(Map.of("XDG_DATA_HOME", "data"), "Linux", user))
        .isEqualTo(user.resolve(".local/share/hozon"));
    assertThat(Homes.byDefault(Map.of("LOCALAPPDATA", "/app"), "Windows 11", user))
        .isEqualTo(Path.of("/app/Hozon"));
    assertThat(Homes.byDefault(Map.of(), "Windows 11", user))
        .isEqualTo(user.resolve("AppData/Local/Hozon"));
    assertThat(Homes.byDefault(Map.of(), "Mac OS X", user))
        .isEqualTo(user.resolve("Library/Application Support/Hozon"));
    assertThat(Homes.byDefault(Map.of("HOZON_HOME", "/x"), "Mac OS X", user))
        .isEqualTo(Path.of("/x"));
  }

  @Test
  void mistypedWordsAreGuessed() {
    List<String> words = List.of("status", "stop", "deposit", "deposits", "help", "held", "node");
    assertThat(Nearest.to("stauts", words)).containsExactly("status");
    assertThat(Nearest.to("hlep", words)).containsExactly("help");
    assertThat(Nearest.to("depo", words)).containsExactly("deposit", "deposits");
    assertThat(Nearest.to("publish", words)).isEmpty();
  }
}
