package org.hozon.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.PackWriter;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.crypto.SealedPack;
import org.hozon.store.Home;
import org.hozon.store.PackStore;
import org.hozon.store.StoreRefusal;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Writing packs durably and reading them: packs of 16 MiB on the disk of the folder for tests. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class PackFiles {
  private static final int PACK = 16;

  private final List<SealedPack> packs = new ArrayList<>();
  private Path folder;
  private Home home;
  private PackStore store;
  private int next;

  /** Makes a few packs and an empty store. */
  @Setup
  public void prepare() throws IOException {
    AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
    byte[] chunk = new byte[1 << 20];
    for (int p = 0; p < 4; p++) {
      PackWriter writer = keys.newPack();
      for (int c = 0; c < PACK; c++) {
        new Random(PACK * p + c).nextBytes(chunk);
        writer.add(keys.chunkId(chunk, 0, chunk.length), chunk, 0, chunk.length);
      }
      packs.add(writer.finish());
    }
    folder = Files.createTempDirectory("hozon-jmh");
    home = Home.open(folder.resolve("home"));
    store = PackStore.open(home, 0);
    write();
  }

  /** Writes a pack as a holder does: hashed on the way, fsynced, renamed, folder fsynced. */
  @Benchmark
  public SealedPack write() throws IOException {
    SealedPack pack = packs.get(next++ % packs.size());
    boolean removed = store.remove(pack.id());
    try (PackStore.Incoming incoming =
        store.receive(pack.id(), pack.bytes().remaining(), Long.MAX_VALUE)) {
      incoming.write(pack.bytes().duplicate());
      incoming.commit();
      store.recorded(pack.id());
    } catch (StoreRefusal refusal) {
      throw new IOException("pack refused, removed before: " + removed, refusal);
    }
    return pack;
  }

  /** Reads a pack that the system's cache may have. */
  @Benchmark
  public long read() throws IOException {
    ByteBuffer slice = ByteBuffer.allocateDirect(1 << 20);
    long read = 0;
    try (FileChannel channel = store.read(packs.get(0).id()).orElseThrow()) {
      while (channel.read(slice.clear()) >= 0) {
        read += slice.position();
      }
    }
    return read;
  }

  /** Removes the folder. */
  @TearDown
  public void remove() throws IOException {
    home.close();
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
