package org.hozon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.hozon.store.Database;
import org.hozon.store.Home;

/**
 * Gives some holders many small packs, as if they had taken them over the years: real files under
 * their names and rows in the database, each pack on every one of the holders. Their nodes must not
 * run meanwhile.
 */
public final class GrownHolders {
  private static final int BATCH = 1000;
  private static final int PACK_BYTES = 1024;

  private final Map<NodeId, Path> homes;
  private final AccountId owner;

  /**
   * Holders that began once already and stopped.
   *
   * @param homes of each holder
   * @param owner whose packs they seem to be
   */
  public GrownHolders(Map<NodeId, Path> homes, AccountId owner) {
    this.homes = Map.copyOf(homes);
    this.owner = owner;
  }

  /**
   * Gives each of the holders so many packs more.
   *
   * @throws UncheckedIOException when a home cannot be written
   */
  public void add(int packs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int done = 0; done < packs; done += BATCH) {
      List<byte[]> contents = new ArrayList<>();
      for (int i = done; i < Math.min(packs, done + BATCH); i++) {
        byte[] content = new byte[PACK_BYTES];
        random.nextBytes(content);
        contents.add(content);
      }
      add(contents);
    }
  }

  private void add(List<byte[]> contents) {
    Instant now = Instant.now();
    Map<Path, HeldPack> packs = new LinkedHashMap<>();
    for (byte[] content : contents) {
      String name = Hex.of(sha256(content));
      Path place = Path.of(name.substring(0, 2), name.substring(2, 4), name + ".pack");
      packs.put(
          place,
          new HeldPack(
              new PackId(name), content.length, owner, Policy.STANDARD, homes.keySet(), 1, now));
    }
    try {
      Path former = null;
      for (Path folder : homes.values()) {
        try (Home home = Home.open(folder);
            Database database = Database.open(home.databaseFile())) {
          int at = 0;
          for (Path place : packs.keySet()) {
            write(home.packs().resolve(place), former, place, contents.get(at++));
          }
          database.inventory().putAll(packs.values());
          former = home.packs();
        }
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** The holders of one computer share the bytes where its file system can. */
  private static void write(Path file, Path former, Path place, byte[] content) throws IOException {
    Files.createDirectories(file.getParent());
    try {
      if (former != null) {
        Files.createLink(file, former.resolve(place));
        return;
      }
    } catch (FileAlreadyExistsException twice) {
      return;
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.deleteIfExists(file);
    }
    Files.write(file, content);
  }
}
