package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.model.HozonException;

/**
 * A database that was damaged on the disk: the input says which bytes are other ones, seven bytes
 * each: three for the place, four for what stands there. However damaged, a database is opened, or
 * set aside and made anew.
 */
public final class DatabaseFuzz implements FuzzTarget {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final int CHANGE = 7;

  private final Path folder;
  private final byte[] sound;

  /** With a home of its own and a sound database with something in it. */
  public DatabaseFuzz() throws IOException {
    folder = Files.createTempDirectory("hozon-fuzz");
    try (Home home = Home.open(folder.resolve("home"))) {
      try (Database database = Database.open(home.databaseFile())) {
        for (int i = 0; i < 20; i++) {
          database.state().put("key " + i, "value ".repeat(i));
          database.inventory().put(Samples.held(Samples.pack(i), 1000 + i));
        }
      }
      sound = Files.readAllBytes(home.databaseFile());
    }
  }

  @Override
  public boolean read(byte[] input) throws IOException {
    byte[] bytes = sound.clone();
    ByteBuffer changes = ByteBuffer.wrap(input);
    while (changes.remaining() >= CHANGE) {
      int at = (changes.get() & 0xff) << 16 | Short.toUnsignedInt(changes.getShort());
      ByteBuffer.wrap(bytes).putInt(at % (bytes.length - Integer.BYTES), changes.getInt());
    }
    try (Home home = Home.open(folder.resolve("home"))) {
      clear(home);
      Files.write(home.databaseFile(), bytes);
      DatabaseRescue.Opened opened = DatabaseRescue.open(home, true, NOW);
      try (Database database = opened.database()) {
        try {
          database.inventory().forEach(held -> {});
          database.state().put("after", "all");
        } catch (HozonException damageIsTold) {
          return false;
        }
      }
      return opened.lost().isEmpty();
    }
  }

  private static void clear(Home home) throws IOException {
    try (Stream<Path> files = Files.list(home.folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (file.getFileName().toString().startsWith("hozon.db")) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public List<byte[]> seeds() {
    // Writes what is there already: the length of a page, and a byte of the last one.
    ByteBuffer first = ByteBuffer.allocate(CHANGE).put((byte) 0).putShort((short) 16);
    first.putInt(ByteBuffer.wrap(sound).getInt(16));
    return List.of(first.array());
  }
}
