package org.hozon.jmh;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Chunking, naming, sealing and opening: operations are of 1 MiB of noise, so ops/s is MiB/s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ByteSteps {
  private static final int MIB = 1 << 20;
  private static final int STREAM = 64;

  private final AccountKeys keys = AccountKeys.derive(RecoveryPhrase.generate(new SecureRandom()));
  private final Chunker chunker = new Chunker(keys.gearTable());
  private final PackOpener opener = keys.opener();
  private final byte[] stream = new byte[STREAM * MIB];
  private final byte[] chunk = new byte[MIB];
  private final ByteBuffer whole = ByteBuffer.allocateDirect(PackWriter.MAX_BYTES);

  /** One pack at a time in the same memory. */
  private final PackMemory memory =
      new PackMemory() {
        @Override
        public ByteBuffer take(int bytes) {
          return whole.clear();
        }

        @Override
        public void give(ByteBuffer buffer) {
          // It is there already.
        }
      };

  private ChunkId id;
  private PackHeader header;
  private ChunkRef ref;
  private ByteBuffer sealed;

  /** Makes the bytes and one sealed chunk. */
  @Setup
  public void prepare() {
    new Random(1).nextBytes(stream);
    new Random(2).nextBytes(chunk);
    id = keys.chunkId(chunk, 0, MIB);
    PackWriter writer = keys.newPack();
    PackWriter.Slot slot = writer.add(id, chunk, 0, MIB);
    SealedPack pack = writer.finish();
    header = PackHeader.read(pack.bytes());
    ref = slot.in(pack.id());
    sealed = pack.bytes().slice((int) ref.offset(), ref.sealedBytes());
  }

  /** Finds the chunks of a stream of 64 MiB. */
  @Benchmark
  @org.openjdk.jmh.annotations.OperationsPerInvocation(STREAM)
  public int chunking() {
    int at = 0;
    int chunks = 0;
    while (at < stream.length) {
      at += chunker.next(stream, at, stream.length - at, true);
      chunks++;
    }
    return chunks;
  }

  /** Reckons the keyed id of a chunk. */
  @Benchmark
  public ChunkId chunkIds() {
    return keys.chunkId(chunk, 0, MIB);
  }

  /** Seals 30 chunks into a pack, hashes and signs it. */
  @Benchmark
  @org.openjdk.jmh.annotations.OperationsPerInvocation(30)
  public SealedPack sealing() {
    PackWriter writer = keys.newPack(memory);
    for (int i = 0; i < 30; i++) {
      writer.add(id, chunk, 0, MIB);
    }
    return writer.finish();
  }

  /** Opens a chunk and checks its id. */
  @Benchmark
  public byte[] opening() {
    return opener.open(header, ref, sealed);
  }
}
