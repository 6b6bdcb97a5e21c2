package org.hozon.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CPU time and resident memory of processes, this one included. */
final class ProcessMeter {
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  private final List<Long> pids;
  private final Map<Long, Duration> before = new HashMap<>();

  /**
   * What was used since the meter was made.
   *
   * @param cpuSeconds of all processes that still live; null where the system does not tell
   * @param rssBytes resident memory of the largest now; null where the system does not tell
   */
  record Use(Double cpuSeconds, Long rssBytes) {}

  /**
   * Begins to measure.
   *
   * @param others processes besides this one
   */
  ProcessMeter(List<Long> others) {
    pids = new java.util.ArrayList<>(others);
    pids.add(ProcessHandle.current().pid());
    pids.forEach(pid -> cpu(pid).ifPresent(spent -> before.put(pid, spent)));
  }

  /** What was used since. */
  Use use() {
    double seconds = 0;
    boolean told = false;
    long largest = 0;
    for (Long pid : pids) {
      java.util.Optional<Duration> now = cpu(pid);
      if (now.isPresent() && before.containsKey(pid)) {
        seconds += now.get().minus(before.get(pid)).toNanos() / 1e9;
        told = true;
      }
      if (pid != ProcessHandle.current().pid()) {
        largest = Math.max(largest, resident(pid).orElse(0));
      }
    }
    return new Use(told ? seconds : null, largest == 0 ? null : largest);
  }

  private static java.util.Optional<Duration> cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration());
  }

  /** Resident bytes of a process; empty where the system does not tell. */
  static OptionalLong resident(long pid) {
    try {
      Matcher matcher =
          RESIDENT.matcher(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
      return matcher.find()
          ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10)
          : OptionalLong.empty();
    } catch (IOException notLinuxOrGone) {
      return OptionalLong.empty();
    }
  }
}
