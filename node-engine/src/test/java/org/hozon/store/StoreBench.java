package org.hozon.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;

/** Measures the store on a real disk; run by hand, its argument is a folder on that disk. */
final class StoreBench {
  private StoreBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "store-bench");
    try {
      long begun = System.nanoTime();
      try (Home home = Home.open(folder.resolve("home"));
          Database database = Database.open(home.databaseFile())) {
        database.state().next("opened");
        print("first open (Flyway included)", begun, 1);
        packs(home, 32 << 20, 32, 1);
        packs(home, 32 << 20, 32, 4);
        packs(home, 64 << 10, 4000, 1);
        packs(home, 64 << 10, 8000, 8);
        inventory(database, 20_000, 1);
        inventory(database, 100_000, 8);
        chunks(database);
        seenFiles(database);
      }
      begun = System.nanoTime();
      try (Home home = Home.open(folder.resolve("home"));
          Database database = Database.open(home.databaseFile())) {
        PackStore.open(home, 0);
        print("open again", begun, 1);
        begun = System.nanoTime();
        AtomicLong seen = new AtomicLong();
        database.inventory().forEach(pack -> seen.incrementAndGet());
        print("load of " + seen + " held packs", begun, seen.get());
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void packs(Home home, int bytes, int count, int threads) throws Exception {
    PackStore store = PackStore.open(home, 0);
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < Math.min(count, (256 << 20) / bytes); i++) {
      contents.add(Samples.bytes(new Random(i + threads * 1000003L + bytes), bytes));
    }
    List<PackId> names = contents.stream().map(Samples::name).toList();
    long begun = System.nanoTime();
    Threads.together(
        threads,
        thread -> {
          for (int i = thread; i < count; i += threads) {
            PackId pack = names.get(i % names.size());
            if (i >= names.size()) {
              store.remove(pack);
            }
            Samples.store(store, pack, contents.get(i % names.size()));
          }
        });
    print(bytes / 1024 + " KiB packs committed by " + threads + " threads", begun, count);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("    %.0f MiB/s%n", count * (bytes / 1048576.0) / seconds);
    for (PackId pack : names) {
      store.remove(pack);
    }
  }

  private static void inventory(Database database, int count, int threads) throws Exception {
    long begun = System.nanoTime();
    Threads.together(
        threads,
        thread -> {
          for (int i = thread; i < count; i += threads) {
            database.inventory().put(Samples.held(Samples.pack(i), 32 << 20));
          }
        });
    print("Inventory.put by " + threads + " threads", begun, count);
  }

  private static void chunks(Database database) throws Exception {
    List<ChunkRef> references = new ArrayList<>();
    for (int pack = 0; pack < 31_250; pack++) {
      references.addAll(Samples.references(pack * 32, 32, Samples.pack(pack)));
    }
    long begun = System.nanoTime();
    database.catalogue().putChunks(references);
    print("1,000,000 chunks put at once", begun, references.size());
    List<ChunkId> ids = new ArrayList<>(references.stream().map(ChunkRef::id).toList());
    Collections.shuffle(ids, new Random(1));
    for (int together : List.of(1000, 32, 1)) {
      List<ChunkId> some = ids.subList(0, together == 1 ? 50_000 : 200_000);
      begun = System.nanoTime();
      long found = 0;
      for (int i = 0; i + together <= some.size(); i += together) {
        found += database.catalogue().chunks(some.subList(i, i + together)).size();
      }
      print("chunk lookups, " + together + " at once", begun, found);
    }
    begun = System.nanoTime();
    for (int pack = 0; pack < 1000; pack++) {
      database
          .catalogue()
          .putChunks(Samples.references(2_000_000 + pack * 32, 32, Samples.pack(1)));
    }
    print("32 chunks put", begun, 1000);
    begun = System.nanoTime();
    print("packs() with " + database.catalogue().packs().size(), begun, 1);
    begun = System.nanoTime();
    database.catalogue().forgetPacks(Set.of(Samples.pack(7)));
    print("forgetPacks of 1", begun, 1);
    begun = System.nanoTime();
    for (int pack = 0; pack < 500; pack++) {
      PackId id = Samples.pack(50_000 + pack);
      List<ChunkRef> inPack = Samples.references(3_000_000 + pack * 32, 32, id);
      database.journal().begin(id, 32 << 20, List.of(Samples.node(1)), inPack);
      database.journal().complete(id);
      database.journal().published(List.of(id));
    }
    print("journal begin + complete + published", begun, 500);
  }

  private static void seenFiles(Database database) {
    DepositId deposit = new DepositId("0123456789abcdef");
    List<Catalogue.SeenFile> files = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      files.add(
          new Catalogue.SeenFile(
              "some/folder/" + i % 97 + "/file-" + i + ".txt",
              i,
              i,
              i,
              "key" + i,
              List.of(Samples.chunk(i))));
    }
    long begun = System.nanoTime();
    database.catalogue().putSeenFiles(deposit, files, Set.of());
    print("20,000 seen files put", begun, files.size());
    begun = System.nanoTime();
    try (Stream<Catalogue.SeenFile> seen = database.catalogue().seenFiles(deposit)) {
      print("20,000 seen files read", begun, seen.count());
    }
  }

  private static void print(String what, long begun, long times) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("%-50s %8.3f s  %10.0f /s%n", what, seconds, times / seconds);
  }
}
