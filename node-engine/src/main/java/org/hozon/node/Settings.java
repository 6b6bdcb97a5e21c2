package org.hozon.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hozon.guard.GuardSettings;
import org.hozon.guard.UpkeepSettings;
import org.hozon.model.HostPort;
import org.hozon.model.Hours;
import org.hozon.model.Limits;
import org.hozon.model.Retention;

/**
 * What {@code hozon.toml} says, with the preset's values where it is silent.
 *
 * @param preset where the node runs
 * @param name what others call it; empty when not set
 * @param region region code; empty when not set
 * @param site building or room; empty when not set
 * @param listen address to bind; empty when not set
 * @param dataPort port of the data plane; 0 for any
 * @param meshPort port for joining nodes, the next one for messages; 0 for any
 * @param controlPort port of the control plane; 0 for any
 * @param offer bytes offered; -1 when not set
 * @param reserve bytes of the disk never touched; -1 for the default
 * @param perAccount most bytes of the offer that one account may fill; 0 for no limit
 * @param upload most bytes sent a second; 0 for no limit
 * @param download most bytes received a second; 0 for no limit
 * @param hours when both limits apply
 * @param outside most bytes a second each way in the other hours; 0 for no limit
 * @param trash how long packs stay that their owners gave up
 * @param guard hold-offs, trim grace, parallel repairs
 * @param keep versions that a new deposit keeps
 * @param upkeep how often copies are looked after and proven
 * @param join data plane addresses of nodes to join
 * @param failureDetection silence after which a member counts as failed
 */
public record Settings(
    Preset preset,
    String name,
    String region,
    String site,
    String listen,
    int dataPort,
    int meshPort,
    int controlPort,
    long offer,
    long reserve,
    long perAccount,
    long upload,
    long download,
    Hours hours,
    long outside,
    Duration trash,
    GuardSettings guard,
    Retention keep,
    UpkeepSettings upkeep,
    List<HostPort> join,
    Duration failureDetection) {

  /**
   * Reads the settings of a home; the first time writes the file with every key, its meaning and
   * its default.
   *
   * @param preset to use instead of the file's, or null
   * @throws org.hozon.model.HozonException of kind USAGE naming file, line, what is wrong and what
   *     to write
   */
  public static Settings load(Path file, Preset preset) {
    return of(SettingsFile.readOrWrite(file), preset);
  }

  /** What these settings leave to the owner. */
  Limits limits() {
    return new Limits(upload, download, hours.toString(), outside, reserve, perAccount);
  }

  static Settings of(Map<SettingKey, Object> set, Preset override) {
    Preset preset =
        override != null ? override : (Preset) set.getOrDefault(SettingKey.PRESET, Preset.HOME);
    GuardSettings usual = preset.guard();
    GuardSettings guard =
        new GuardSettings(
            (Duration) set.getOrDefault(SettingKey.HOLD_OFF_LAST_COPY, usual.holdOffLastCopy()),
            (Duration) set.getOrDefault(SettingKey.HOLD_OFF_FEW_COPIES, usual.holdOffFewCopies()),
            (Duration) set.getOrDefault(SettingKey.HOLD_OFF_MORE_COPIES, usual.holdOffMoreCopies()),
            (Duration) set.getOrDefault(SettingKey.TRIM_AFTER, usual.trimAfter()),
            (Integer) set.getOrDefault(SettingKey.PARALLEL, usual.parallelRepairs()),
            usual.pace());
    @SuppressWarnings("unchecked") // SettingKey.JOIN reads nothing else
    List<HostPort> join = (List<HostPort>) set.getOrDefault(SettingKey.JOIN, List.of());
    return new Settings(
        preset,
        (String) set.getOrDefault(SettingKey.NAME, ""),
        (String) set.getOrDefault(SettingKey.REGION, ""),
        (String) set.getOrDefault(SettingKey.SITE, ""),
        (String) set.getOrDefault(SettingKey.LISTEN, ""),
        (Integer) set.getOrDefault(SettingKey.DATA_PORT, 0),
        (Integer) set.getOrDefault(SettingKey.MESH_PORT, 0),
        (Integer) set.getOrDefault(SettingKey.CONTROL_PORT, 0),
        (Long) set.getOrDefault(SettingKey.CAPACITY, -1L),
        (Long) set.getOrDefault(SettingKey.RESERVE, -1L),
        (Long) set.getOrDefault(SettingKey.PER_ACCOUNT, 0L),
        (Long) set.getOrDefault(SettingKey.UPLOAD, 0L),
        (Long) set.getOrDefault(SettingKey.DOWNLOAD, 0L),
        (Hours) set.getOrDefault(SettingKey.HOURS, Hours.ALWAYS),
        (Long) set.getOrDefault(SettingKey.OUTSIDE, 0L),
        (Duration) set.getOrDefault(SettingKey.TRASH, Duration.ofDays(7)),
        guard,
        (Retention) set.getOrDefault(SettingKey.KEEP, Retention.STANDARD),
        upkeep(set, preset.upkeep()),
        join,
        (Duration) set.getOrDefault(SettingKey.FAILURE_DETECTION, preset.failureDetection()));
  }

  private static UpkeepSettings upkeep(Map<SettingKey, Object> set, UpkeepSettings usual) {
    return new UpkeepSettings(
        (Duration) set.getOrDefault(SettingKey.AUDIT_EVERY, usual.auditEvery()),
        (Duration) set.getOrDefault(SettingKey.LOOK_EVERY, usual.lookEvery()),
        (Duration) set.getOrDefault(SettingKey.SCRUB_WITHIN, usual.scrubWithin()),
        (Double) set.getOrDefault(SettingKey.SCRUB_SHARE, usual.scrubShare()));
  }
}
