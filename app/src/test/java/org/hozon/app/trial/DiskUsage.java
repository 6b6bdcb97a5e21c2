package org.hozon.app.trial;

import java.nio.file.Path;
import java.util.List;

/** What {@code du} says of a folder, in bytes. */
final class DiskUsage {
  private DiskUsage() {}

  static long of(Path folder) {
    String said = Shell.run(List.of("du", "-s", "-B1", folder.toString()), "").out();
    // Files that went while it walked are told in lines before.
    String last = said.lines().reduce((before, line) -> line).orElse("");
    return Long.parseLong(last.substring(0, last.indexOf('\t')));
  }
}
