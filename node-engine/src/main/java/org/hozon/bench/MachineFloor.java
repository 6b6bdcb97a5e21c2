package org.hozon.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.hozon.crypto.AccountKeys;
import org.hozon.crypto.PackHeader;
import org.hozon.crypto.PackMemory;
import org.hozon.crypto.PackOpener;
import org.hozon.crypto.PackWriter;
import org.hozon.crypto.RecoveryPhrase;
import org.hozon.crypto.SealedPack;
import org.hozon.deposit.Chunker;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;

/**
 * The same work without a mesh, a network or a database, in one process on all cores: for a
 * deposit, read, cut, name, seal, and write each pack several times with fsync; for a restore, read
 * packs, open them and write the file. No deposit with as many copies on the same disk can be
 * faster by more than what the measuring itself scatters.
 */
public final class MachineFloor {
  private static final int READ_BYTES = 8 << 20;
  private static final int PACKS_AHEAD = 2;

  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private final PackMemory memory = new Whole();
  private final int workers = Runtime.getRuntime().availableProcessors();

  /**
   * How long a piece of work took.
   *
   * @param bytes plain bytes
   */
  public record Figures(long bytes, double seconds) {}

  /** A chunk's plain bytes with their name. */
  private record Piece(ChunkId id, byte[] bytes) {}

  /**
   * Does the work of a deposit.
   *
   * @param source a file
   * @param disk an existing folder to write into
   * @param copies how many copies of each pack are written, each in a folder of its own
   */
  public Figures deposit(Path source, Path disk, int copies) throws IOException {
    long began = System.nanoTime();
    List<Path> folders = new ArrayList<>();
    for (int i = 1; i <= copies; i++) {
      folders.add(Files.createDirectories(disk.resolve("copy-" + i)));
    }
    try (Work work = new Work(workers)) {
      cut(
          source,
          pack ->
              work.add(
                  () -> {
                    SealedPack sealed = seal(pack);
                    for (Path folder : folders) {
                      write(folder, sealed.id().hex() + ".pack", List.of(sealed.bytes()));
                    }
                    memory.give(sealed.bytes());
                    return null;
                  }));
      work.finish();
    }
    return new Figures(Files.size(source), (System.nanoTime() - began) / 1e9);
  }

  /**
   * Does the work of a restore: reads and opens the packs of one folder and writes their plain
   * bytes, one file a pack.
   */
  public Figures restore(Path packs, Path target, AccountKeys owner) throws IOException {
    long began = System.nanoTime();
    Files.createDirectories(target);
    PackOpener opener = owner.opener();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(packs, "*.pack")) {
      all.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    long[] bytes = new long[1];
    ThreadLocal<Desk> desks = ThreadLocal.withInitial(Desk::new);
    try (Work work = new Work(workers)) {
      for (Path file : files) {
        work.add(
            () -> {
              long written =
                  open(file, opener, target.resolve(file.getFileName() + ".plain"), desks.get());
              synchronized (bytes) {
                bytes[0] += written;
              }
              return null;
            });
      }
      work.finish();
    }
    return new Figures(bytes[0], (System.nanoTime() - began) / 1e9);
  }

  /** The keys packs are sealed with here. */
  public AccountKeys keys() {
    return keys;
  }

  /** Takes the chunks of one full pack. */
  @FunctionalInterface
  private interface Packs {
    void take(List<Piece> pack) throws IOException;
  }

  private void cut(Path source, Packs packs) throws IOException {
    Chunker chunker = new Chunker(keys.gearTable());
    byte[] buffer = new byte[READ_BYTES];
    List<Piece> pack = new ArrayList<>();
    long packed = 0;
    int start = 0;
    int end = 0;
    boolean ended = false;
    try (FileChannel file = FileChannel.open(source, StandardOpenOption.READ)) {
      while (!ended || start < end) {
        if (!ended && end - start < Chunker.MAX) {
          System.arraycopy(buffer, start, buffer, 0, end - start);
          end -= start;
          start = 0;
          while (!ended && end < buffer.length) {
            int length = Math.min(1 << 20, buffer.length - end);
            int read = file.read(ByteBuffer.wrap(buffer, end, length));
            ended = read < 0;
            end += Math.max(0, read);
          }
        }
        int length = chunker.next(buffer, start, end - start, ended);
        if (packed + length > PackWriter.MAX_BYTES - (1 << 20)) {
          packs.take(pack);
          pack = new ArrayList<>();
          packed = 0;
        }
        pack.add(
            new Piece(
                keys.chunkId(buffer, start, length),
                Arrays.copyOfRange(buffer, start, start + length)));
        packed += length;
        start += length;
      }
    }
    if (!pack.isEmpty()) {
      packs.take(pack);
    }
  }

  private SealedPack seal(List<Piece> pieces) {
    PackWriter writer = keys.newPack(memory);
    pieces.forEach(piece -> writer.add(piece.id(), piece.bytes(), 0, piece.bytes().length));
    return writer.finish();
  }

  private static void write(Path folder, String name, List<ByteBuffer> parts) throws IOException {
    Path temporary = folder.resolve(name + ".part");
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (ByteBuffer part : parts) {
        ByteBuffer left = part.duplicate();
        while (left.hasRemaining()) {
          file.write(left);
        }
      }
      file.force(true);
    }
    Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    syncFolder(folder);
  }

  private static void syncFolder(Path folder) {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException notOnThisSystem) {
      return; // Windows opens no folders; the rename is in its journal
    }
  }

  /** Room for a whole pack each time, outside the heap, used again. */
  private static final class Whole implements PackMemory {
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    @Override
    public ByteBuffer take(int bytes) {
      ByteBuffer kept = free.poll();
      return kept == null ? ByteBuffer.allocateDirect(PackWriter.MAX_BYTES) : kept.clear();
    }

    @Override
    public void give(ByteBuffer buffer) {
      free.add(buffer);
    }
  }

  /** What one thread reads and opens with, again and again. */
  private record Desk(ByteBuffer sealed, ByteBuffer plain) {
    Desk() {
      this(
          ByteBuffer.allocateDirect(PackWriter.MAX_BYTES),
          ByteBuffer.allocateDirect(Chunker.MAX + PackOpener.SPARE));
    }
  }

  private static long open(Path file, PackOpener opener, Path target, Desk desk)
      throws IOException {
    ByteBuffer whole = desk.sealed().clear();
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(whole) >= 0 && whole.hasRemaining()) {}
    }
    whole.flip();
    PackHeader header = PackHeader.read(whole);
    String name = file.getFileName().toString();
    PackId id = new PackId(name.substring(0, name.indexOf('.')));
    long written = 0;
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (ChunkRef ref : opener.index(whole, id)) {
        ByteBuffer sealed = whole.slice((int) ref.offset(), ref.sealedBytes());
        ByteBuffer plain = desk.plain().clear();
        opener.open(header, ref, sealed, plain);
        plain.flip();
        while (plain.hasRemaining()) {
          written += out.write(plain);
        }
      }
    }
    return written;
  }

  /** Pieces of work on all cores, a few of them waiting at most; the first failure ends it. */
  private static final class Work implements AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore places;
    private final List<Future<?>> all = new ArrayList<>();

    Work(int workers) {
      threads = Executors.newFixedThreadPool(workers);
      places = new Semaphore(workers + PACKS_AHEAD);
    }

    void add(Callable<?> piece) throws IOException {
      try {
        places.acquire();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", stopped);
      }
      all.add(
          threads.submit(
              () -> {
                try {
                  return piece.call();
                } finally {
                  places.release();
                }
              }));
    }

    void finish() throws IOException {
      try {
        for (Future<?> each : all) {
          each.get();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", stopped);
      } catch (ExecutionException failed) {
        throw new IOException(failed.getCause());
      }
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
