package org.hozon.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hozon.model.AccountId;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.HeldPack;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/** Packs and records for tests. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  private Samples() {}

  static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The name these bytes have as a pack. */
  static PackId name(byte[] bytes) {
    return new PackId(Hex.of(sha256(bytes)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static PackId pack(int number) {
    return new PackId(Hex.of(sha256(("pack " + number).getBytes(StandardCharsets.UTF_8))));
  }

  static ChunkId chunk(int number) {
    return new ChunkId(Hex.of(sha256(("chunk " + number).getBytes(StandardCharsets.UTF_8))));
  }

  static NodeId node(int number) {
    return new NodeId(shortId("node " + number));
  }

  static AccountId account(int number) {
    return new AccountId(shortId("account " + number));
  }

  private static String shortId(String text) {
    return Hex.of(Arrays.copyOf(sha256(text.getBytes(StandardCharsets.UTF_8)), 16));
  }

  static ChunkRef reference(int number, PackId pack) {
    return new ChunkRef(
        pack, 1000L * number, 700 + number, 900 + number, number % 2 == 0, chunk(number));
  }

  static List<ChunkRef> references(int from, int count, PackId pack) {
    List<ChunkRef> references = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      references.add(reference(i, pack));
    }
    return references;
  }

  static HeldPack held(PackId pack, long bytes) {
    return new HeldPack(
        pack, bytes, account(1), Policy.STANDARD, Set.of(node(1), node(2), node(3)), 1, NOON);
  }

  /** Receives a pack as a well-behaved sender gives it. */
  static PackId store(PackStore store, byte[] bytes) throws Exception {
    PackId pack = name(bytes);
    store(store, pack, bytes);
    store.recorded(pack);
    return pack;
  }

  /** The same under a name known before. */
  static void store(PackStore store, PackId pack, byte[] bytes) throws Exception {
    try (PackStore.Incoming incoming = store.receive(pack, bytes.length, Long.MAX_VALUE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes).position((int) incoming.offset());
      while (rest.hasRemaining()) {
        int next = Math.min(rest.remaining(), 64 << 10);
        incoming.write(rest.slice(rest.position(), next));
        rest.position(rest.position() + next);
      }
      incoming.commit();
    }
  }
}
