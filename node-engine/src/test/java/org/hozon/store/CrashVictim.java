package org.hozon.store;

import java.nio.file.Path;
import java.util.Random;
import org.hozon.model.PackId;

/**
 * A process that receives packs on three threads, puts them into the inventory, and prints each
 * only when both have returned, until it is killed.
 */
final class CrashVictim {
  private CrashVictim() {}

  public static void main(String[] arguments) throws Exception {
    Home home = Home.open(Path.of(arguments[0]));
    Database database = Database.open(home.databaseFile());
    PackStore store = PackStore.open(home, 0);
    long seed = Long.parseLong(arguments[1]);
    Threads.together(
        3,
        thread -> {
          Random random = new Random(seed * 31 + thread);
          while (true) {
            byte[] bytes = Samples.bytes(random, 1 + random.nextInt(200_000));
            PackId pack = Samples.store(store, bytes);
            database.inventory().put(Samples.held(pack, bytes.length));
            synchronized (CrashVictim.class) {
              System.out.println("stored " + pack.hex() + " " + bytes.length);
              System.out.flush();
            }
          }
        });
  }
}
