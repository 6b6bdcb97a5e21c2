package org.hozon.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hozon.model.PackId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged outlives kill -9 at any moment; what was not leaves nothing half-made. */
class CrashTest {
  private static final int KILLS = 10;
  private static final Pattern STORED = Pattern.compile("stored ([0-9a-f]{64}) (\\d+)");

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsWholeAndRecordedAfterEachOfManyKills() throws Exception {
    Path homeFolder = folder.resolve("home");
    Random random = new Random(20261123);
    Map<PackId, Long> acknowledged = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      int lines = 1 + random.nextInt(60);
      try (ChildProcess victim =
          ChildProcess.start(CrashVictim.class, homeFolder.toString(), Integer.toString(kill))) {
        int told = 0;
        while (told < lines) {
          String line = victim.line();
          assertThat(line).as("the victim lives").isNotNull();
          told += note(acknowledged, line);
        }
        victim.kill();
        // What it could still say before it died counts as well.
        for (String line = victim.line(); line != null; line = victim.line()) {
          note(acknowledged, line);
        }
      }
      assertAllThere(homeFolder, acknowledged);
    }
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
  }

  /** Returns 1 for an acknowledgement; the victim also prints its log, and its last line torn. */
  private static int note(Map<PackId, Long> acknowledged, String line) {
    Matcher stored = STORED.matcher(line);
    if (!stored.matches()) {
      return 0;
    }
    acknowledged.put(new PackId(stored.group(1)), Long.parseLong(stored.group(2)));
    return 1;
  }

  private static void assertAllThere(Path homeFolder, Map<PackId, Long> acknowledged)
      throws Exception {
    try (Home home = Home.open(homeFolder);
        Database database = Database.open(home.databaseFile())) {
      PackStore store = PackStore.open(home, 0);
      List<Path> files = files(home.packs());
      Map<PackId, Long> whole = new HashMap<>();
      for (Path file : files) {
        byte[] bytes = Files.readAllBytes(file);
        PackId pack = Samples.name(bytes);
        assertThat(file.getFileName()).hasToString(pack.hex() + ".pack");
        whole.put(pack, (long) bytes.length);
      }
      assertThat(whole).containsKeys(acknowledged.keySet().toArray(PackId[]::new));
      Map<PackId, Long> recorded = new HashMap<>();
      database.inventory().forEach(held -> recorded.put(held.pack(), held.bytes()));
      assertThat(recorded).containsKeys(acknowledged.keySet().toArray(PackId[]::new));
      assertThat(whole).as("nothing is recorded that is not there").containsAllEntriesOf(recorded);
      assertThat(database.inventory().count()).isEqualTo(recorded.size());
      assertThat(database.inventory().bytes())
          .isEqualTo(recorded.values().stream().mapToLong(Long::longValue).sum());
      long parts = 0;
      for (Path part : files(home.tmp())) {
        parts += Files.size(part);
      }
      assertThat(store.partBytes()).isEqualTo(parts);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(all.filter(Files::isRegularFile).toList());
    }
  }
}
