package org.hozon.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where Jazzer enters, with the target's name as its argument; and the program that lists the
 * targets and writes their seeds for it.
 */
public final class Fuzzing {
  private static FuzzTarget target;

  private Fuzzing() {}

  /** Called by Jazzer once. */
  public static void fuzzerInitialize(String[] arguments) {
    target = FuzzTargets.open(arguments[0]);
  }

  /** Called by Jazzer with each input. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    target.read(input);
  }

  /** Writes the seeds of each target into a folder of its name, and prints the names. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    for (String name : FuzzTargets.ALL) {
      write(folder.resolve(name), FuzzTargets.open(name).seeds());
      System.out.println(name);
    }
    System.exit(0); // some targets leave threads behind
  }

  private static void write(Path folder, List<byte[]> seeds) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(folder.resolve("seed-" + i), seeds.get(i));
    }
  }
}
