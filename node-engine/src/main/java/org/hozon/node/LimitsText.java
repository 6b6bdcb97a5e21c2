package org.hozon.node;

import java.util.EnumMap;
import java.util.Map;
import org.hozon.model.Hours;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;

/** Limits as {@code hozon.toml} and the activity log have them. */
final class LimitsText {
  private LimitsText() {}

  /**
   * Each key with its value as TOML, null where it is the standard.
   *
   * @throws HozonException of kind USAGE when a limit is negative or the hours are none
   */
  static Map<SettingKey, String> settings(Limits limits) {
    try {
      if (limits.upload() < 0 || limits.download() < 0 || limits.outside() < 0) {
        throw new IllegalArgumentException("A bandwidth limit is 0 (none) or more bytes a second");
      }
      Map<SettingKey, String> values = new EnumMap<>(SettingKey.class);
      values.put(SettingKey.UPLOAD, speed(limits.upload()));
      values.put(SettingKey.DOWNLOAD, speed(limits.download()));
      values.put(SettingKey.OUTSIDE, speed(limits.outside()));
      String hours = Hours.parse(limits.hours()).toString();
      values.put(SettingKey.HOURS, hours.isEmpty() ? null : '"' + hours + '"');
      values.put(SettingKey.RESERVE, limits.reserve() < 0 ? null : Long.toString(limits.reserve()));
      if (limits.perAccount() < 0) {
        throw new IllegalArgumentException("An account's share is 0 (no limit) or more bytes");
      }
      values.put(SettingKey.PER_ACCOUNT, speed(limits.perAccount()));
      return values;
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(HozonException.Kind.USAGE, wrong.getMessage() + ".", wrong);
    }
  }

  private static String speed(long bytes) {
    return bytes == 0 ? null : Long.toString(bytes);
  }

  static Map<String, Object> facts(Limits limits) {
    return Map.of(
        "upload",
        limits.upload(),
        "download",
        limits.download(),
        "hours",
        limits.hours(),
        "outside",
        limits.outside(),
        "reserve",
        limits.reserve(),
        "perAccount",
        limits.perAccount());
  }
}
