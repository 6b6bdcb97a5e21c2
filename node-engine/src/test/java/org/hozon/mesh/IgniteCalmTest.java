package org.hozon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.ignite.internal.util.CommonUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ignite has the fields that are reached into, and its clock goes on as long as it runs. */
final class IgniteCalmTest {
  @TempDir Path folder;

  private static boolean runs(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(one -> one.getName().equals(thread));
  }

  @Test
  void aSlowClockStandsInForTheFastOneWhileAMemberRuns() throws Exception {
    try (Mesh mesh =
        IgniteMesh.start(Samples.config(1, folder, Samples.ports(), List.of(), true))) {
      Until.holds("the fast clock has ended", () -> !runs("ignite-clock"));
      assertThat(runs("mesh-clock")).isTrue();
      long before = CommonUtils.currentTimeMillis();
      Until.holds("the clock goes on", () -> CommonUtils.currentTimeMillis() > before);
      assertThat(mesh.members()).hasSize(1);
    }
    Until.holds("the slow clock ends with the member", () -> !runs("mesh-clock"));
  }
}
