package org.hozon.node;

import java.time.Duration;
import java.util.Locale;
import org.hozon.guard.GuardSettings;
import org.hozon.guard.UpkeepSettings;
import org.hozon.guard.machine.MachineSettings;

/** How patient a node is, by where it runs: one word that sets every waiting time. */
public enum Preset {
  /** PCs over the internet that sleep and come back. */
  HOME,
  /** Office servers on one network. */
  LAN,
  /** Processes of one machine, to watch the mesh at work. */
  TRIAL;

  /** Hold-offs, trim grace and parallel repairs unless the settings say otherwise. */
  public GuardSettings guard() {
    return switch (this) {
      case HOME ->
          new GuardSettings(
              Duration.ZERO,
              Duration.ofMinutes(30),
              Duration.ofHours(4),
              Duration.ofHours(1),
              2,
              pace(1_500, 3_000, 6_000));
      case LAN ->
          new GuardSettings(
              Duration.ZERO,
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              4,
              pace(1_000, 3_000, 6_000));
      case TRIAL ->
          new GuardSettings(
              Duration.ZERO,
              Duration.ZERO,
              Duration.ZERO,
              Duration.ofSeconds(5),
              4,
              pace(1_000, 2_500, 5_000));
    };
  }

  private static MachineSettings.Pace pace(long beat, long suspectAfter, long downAfter) {
    return new MachineSettings.Pace(
        Duration.ofMillis(beat), Duration.ofMillis(suspectAfter), Duration.ofMillis(downAfter));
  }

  /** How often copies are looked after and proven, unless the settings say otherwise. */
  public UpkeepSettings upkeep() {
    return switch (this) {
      case HOME ->
          new UpkeepSettings(Duration.ofHours(1), Duration.ofMinutes(2), Duration.ofDays(30), 0.02);
      case LAN ->
          new UpkeepSettings(
              Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofDays(30), 0.02);
      case TRIAL ->
          new UpkeepSettings(
              Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(20), 0.05);
    };
  }

  /** How often a depositor asks the holders when they proved their copies last. */
  public Duration proofsEvery() {
    return this == TRIAL ? Duration.ofSeconds(5) : Duration.ofHours(1);
  }

  /** Silence after which a member counts as failed, unless the settings say otherwise. */
  public Duration failureDetection() {
    return switch (this) {
      case HOME -> Duration.ofSeconds(10);
      case LAN -> Duration.ofSeconds(3);
      case TRIAL -> Duration.ofSeconds(2);
    };
  }

  /** How long the owner's free space may be touched before packs move away. */
  public Duration diskPatience() {
    return switch (this) {
      case HOME -> Duration.ofMinutes(10);
      case LAN -> Duration.ofMinutes(1);
      case TRIAL -> Duration.ZERO;
    };
  }

  /** How often a node looks for peers it has lost sight of. */
  public Duration meetEvery() {
    return this == TRIAL ? Duration.ofSeconds(2) : Duration.ofSeconds(30);
  }

  /** As it is written in {@code hozon.toml} and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #word}.
   *
   * @throws IllegalArgumentException with a sentence fit for a person when it is none
   */
  public static Preset parse(String word) {
    for (Preset preset : values()) {
      if (preset.word().equals(word)) {
        return preset;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is not a preset; write home, lan or trial");
  }
}
