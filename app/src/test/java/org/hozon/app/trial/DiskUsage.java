package org.hozon.app.trial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@code du} says of a folder, in bytes. */
final class DiskUsage {
  private DiskUsage() {}

  static long of(Path folder) throws IOException {
    Process du =
        new ProcessBuilder("du", "-s", "-B1", folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(said.substring(0, said.indexOf('\t')));
  }
}
