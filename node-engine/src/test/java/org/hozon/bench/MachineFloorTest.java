package org.hozon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The floor does the whole work, otherwise a comparison with it says nothing. */
class MachineFloorTest {
  private static final int BYTES = 70 << 20;

  @TempDir Path folder;

  @Test
  void writesThreeWholeCopiesThatOpenToTheSameBytes() throws Exception {
    byte[] content = new byte[BYTES];
    new Random(7).nextBytes(content);
    Path source = Files.write(folder.resolve("source"), content);
    Path disk = Files.createDirectory(folder.resolve("disk"));
    MachineFloor floor = new MachineFloor();

    assertThat(floor.deposit(source, disk, 3).bytes()).isEqualTo(BYTES);
    List<String> names = names(disk.resolve("copy-1"));
    assertThat(names).hasSizeBetween(3, 5).allMatch(name -> name.endsWith(".pack"));
    for (int copy = 1; copy <= 3; copy++) {
      Path packs = disk.resolve("copy-" + copy);
      assertThat(names(packs)).isEqualTo(names);
      for (String name : names) {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(packs.resolve(name)));
        assertThat(name).isEqualTo(HexFormat.of().formatHex(hash) + ".pack");
      }
    }
    Path plain = folder.resolve("plain");
    assertThat(floor.restore(disk.resolve("copy-2"), plain, floor.keys()).bytes()).isEqualTo(BYTES);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
