package org.hozon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hozon.guard.GuardSettings;
import org.hozon.guard.UpkeepSettings;
import org.hozon.model.HostPort;
import org.hozon.model.Hours;
import org.hozon.model.HozonException;
import org.hozon.model.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final Settings DEFAULTS =
      new Settings(
          Preset.HOME,
          "",
          "",
          "",
          "",
          0,
          0,
          0,
          -1,
          -1,
          0,
          0,
          0,
          Hours.ALWAYS,
          0,
          Duration.ofDays(7),
          new GuardSettings(
              Duration.ZERO,
              Duration.ofMinutes(30),
              Duration.ofHours(4),
              Duration.ofHours(1),
              2,
              Preset.HOME.guard().pace()),
          Retention.STANDARD,
          new UpkeepSettings(Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofDays(30), 0.02),
          List.of(),
          Duration.ofSeconds(10));

  @TempDir Path folder;

  @Test
  void firstStartWritesEveryKeyAndMeansTheDefaults() throws IOException {
    assertThat(load(null)).isEqualTo(DEFAULTS);
    String written = Files.readString(file());
    for (SettingKey key : SettingKey.values()) {
      assertThat(written).contains("#" + key.key() + " = " + key.standard());
    }
    assertThat(load(null)).isEqualTo(DEFAULTS);
  }

  @Test
  void theDefaultsShownInTheFileAreTheDefaults() throws IOException {
    String uncommented = SettingsFile.template().replaceAll("(?m)^#(?=\\w)", "");
    Files.writeString(file(), uncommented);
    Settings shown = load(null);
    assertThat(shown.offer()).isZero(); // "off" is said, not left open
    assertThat(shown).usingRecursiveComparison().ignoringFields("offer").isEqualTo(DEFAULTS);
  }

  @Test
  void readsEveryKey() throws IOException {
    Files.writeString(
        file(),
        """
        preset = "lan"
        [node]
        name = "attic"
        region = "jp"
        site = "Tokyo 1"
        listen = "192.168.1.5"
        data_port = 4711
        mesh_port = 4712
        control_port = 4714
        [offer]
        capacity = "200GB"
        reserve = "2GiB"
        per_account = "50GB"
        [limits]
        upload = "10MB"
        download = "20MB/s"
        [repair]
        hold_off_last_copy = "1s"
        hold_off_few_copies = "2s"
        hold_off_more_copies = "3min"
        trim_after = "4h"
        parallel = 7
        [audit]
        every = "10min"
        [scrub]
        look_every = "9s"
        within = "14d"
        share = "12.5 %"
        [mesh]
        join = ["10.0.0.1:4711", "[::1]:9"]
        failure_detection = "1500ms"
        """);
    assertThat(load(null))
        .isEqualTo(
            new Settings(
                Preset.LAN,
                "attic",
                "JP",
                "Tokyo 1",
                "192.168.1.5",
                4711,
                4712,
                4714,
                200_000_000_000L,
                2L << 30,
                50_000_000_000L,
                10_000_000,
                20_000_000,
                Hours.ALWAYS,
                0,
                Duration.ofDays(7),
                new GuardSettings(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofMinutes(3),
                    Duration.ofHours(4),
                    7,
                    Preset.LAN.guard().pace()),
                Retention.STANDARD,
                new UpkeepSettings(
                    Duration.ofMinutes(10), Duration.ofSeconds(9), Duration.ofDays(14), 0.125),
                List.of(new HostPort("10.0.0.1", 4711), new HostPort("::1", 9)),
                Duration.ofMillis(1500)));
  }

  @ParameterizedTest
  @CsvSource({
    "trial,PT0S,PT0S,PT0S,PT5S,4,PT2S",
    "lan,PT0S,PT30S,PT2M,PT10M,4,PT3S",
    "home,PT0S,PT30M,PT4H,PT1H,2,PT10S"
  })
  void presetsSetTheWaits(
      String preset,
      Duration last,
      Duration few,
      Duration more,
      Duration trim,
      int parallel,
      Duration failureDetection)
      throws IOException {
    Files.writeString(file(), "preset = \"" + preset + "\"\n");
    Settings settings = load(null);
    assertThat(settings.guard())
        .isEqualTo(
            new GuardSettings(
                last, few, more, trim, parallel, Preset.parse(preset).guard().pace()));
    assertThat(settings.failureDetection()).isEqualTo(failureDetection);
  }

  @Test
  void thePresetOfTheCommandLineWinsOverTheFilesButNotOverItsSingleValues() throws IOException {
    Files.writeString(file(), "preset = \"home\"\n[repair]\ntrim_after = \"7s\"\n");
    Settings settings = load(Preset.TRIAL);
    assertThat(settings.preset()).isEqualTo(Preset.TRIAL);
    assertThat(settings.guard().trimAfter()).hasSeconds(7);
    assertThat(settings.guard().holdOffMoreCopies()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [offer]~capasity = "2GB"           | line 2 | did you mean 'capacity'?
          [ofer]~capacity = "2GB"            | line 1 | did you mean [offer]?
          presett = "lan"                    | line 1 | did you mean 'preset'?
          capacity = "2GB"                   | line 1 | belongs in the section [offer]
          [node]~preset = "lan"              | line 2 | belongs at the top
          [node]~zzzzzzzzzzzzzz = 1          | line 2 | known are
          preset = "huge"                    | line 1 | home, lan or trial
          [offer]~capacity = "2 gigs"        | line 2 | 200GB
          [offer]~capacity = true            | line 2 | a text in quotes
          [offer]~reserve = -5               | line 2 | a text in quotes
          [node]~~data_port = 70000          | line 3 | from 0 to 65535
          [node]~data_port = "4711"          | line 2 | whole number
          [node]~region = "J P"              | line 2 | region code
          [repair]~trim_after = "soon"       | line 2 | 30s
          [repair]~parallel = 0              | line 2 | from 1 to 64
          [mesh]~join = "a:1"                | line 2 | a list of addresses
          [mesh]~join = ["nowhere"]          | line 2 | HOST:PORT
          [offer~capacity = "2GB"            | line 1 | Nothing was started
          [node]~name = "a"~name = "b"       | line 3 | previously defined
          [node]~name = attic                | line 2 | Nothing was started
          [[node]]~name = "x"                | line 1 | write [node] once
          node = 5                           | line 1 | write [node] once
          """)
  void tellsATypoWithItsLineAndTheCure(String text, String line, String cure) throws IOException {
    Files.writeString(file(), text.replace('~', '\n'));
    HozonException trouble = catchThrowableOfType(HozonException.class, () -> load(null));
    assertThat(trouble).isNotNull();
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.USAGE);
    assertThat(trouble.getMessage())
        .contains(file() + ", " + line + ":")
        .contains(cure)
        .endsWith("Nothing was started and nothing was changed.");
    assertThat(Files.readString(file())).isEqualTo(text.replace('~', '\n'));
  }

  @Test
  void tellsThatAFileIsNotText() throws IOException {
    Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    HozonException trouble = catchThrowableOfType(HozonException.class, () -> load(null));
    assertThat(trouble.kind()).isEqualTo(HozonException.Kind.USAGE);
    assertThat(trouble.getMessage()).contains("UTF-8");
  }

  private Path file() {
    return folder.resolve("hozon.toml");
  }

  private Settings load(Preset preset) {
    return Settings.load(file(), preset);
  }
}
