package org.hozon.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hozon.model.AccountId;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.Hex;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;

/** Ids as the database keeps them: their bytes; lists of them: the bytes one after the other. */
final class Blobs {
  private static final int NODE_BYTES = 16;
  private static final int PACK_BYTES = 32;
  private static final int NEED_BYTES = PACK_BYTES + 4;
  private static final int CHUNK_BYTES = 32;
  private static final int REFERENCE_BYTES = CHUNK_BYTES + 8 + 4 + 4 + 1;

  private Blobs() {}

  static byte[] of(PackId pack) {
    return Hex.bytes(pack.hex());
  }

  static byte[] of(NodeId node) {
    return Hex.bytes(node.value());
  }

  static byte[] of(AccountId account) {
    return Hex.bytes(account.value());
  }

  static byte[] of(ChunkId chunk) {
    return Hex.bytes(chunk.hex());
  }

  static byte[] of(DepositId deposit) {
    return Hex.bytes(deposit.value());
  }

  static PackId pack(byte[] bytes) {
    return new PackId(Hex.of(bytes));
  }

  static NodeId node(byte[] bytes) {
    return new NodeId(Hex.of(bytes));
  }

  static AccountId account(byte[] bytes) {
    return new AccountId(Hex.of(bytes));
  }

  static ChunkId chunk(byte[] bytes) {
    return new ChunkId(Hex.of(bytes));
  }

  /** Packs and bytes in each. */
  static byte[] needs(Map<PackId, Integer> needs) {
    ByteBuffer joined = ByteBuffer.allocate(needs.size() * NEED_BYTES);
    needs.forEach((pack, bytes) -> joined.put(of(pack)).putInt(bytes));
    return joined.array();
  }

  static Map<PackId, Integer> needs(byte[] joined) {
    ByteBuffer in = ByteBuffer.wrap(joined);
    Map<PackId, Integer> needs = new HashMap<>();
    byte[] id = new byte[PACK_BYTES];
    while (in.remaining() >= NEED_BYTES) {
      in.get(id);
      needs.put(pack(id), in.getInt());
    }
    return needs;
  }

  static byte[] nodes(Collection<NodeId> nodes) {
    return join(nodes, NODE_BYTES, Blobs::of);
  }

  static List<NodeId> nodes(byte[] joined) {
    return split(joined, NODE_BYTES, Blobs::node);
  }

  static byte[] chunks(Collection<ChunkId> chunks) {
    return join(chunks, CHUNK_BYTES, Blobs::of);
  }

  static List<ChunkId> chunks(byte[] joined) {
    return split(joined, CHUNK_BYTES, Blobs::chunk);
  }

  /** References into one pack, which is not written down with each. */
  static byte[] references(Collection<ChunkRef> references) {
    ByteBuffer joined = ByteBuffer.allocate(references.size() * REFERENCE_BYTES);
    for (ChunkRef reference : references) {
      joined
          .put(of(reference.id()))
          .putLong(reference.offset())
          .putInt(reference.sealedBytes())
          .putInt(reference.plainBytes())
          .put((byte) (reference.compressed() ? 1 : 0));
    }
    return joined.array();
  }

  static List<ChunkRef> references(PackId pack, byte[] joined) {
    return split(
        joined,
        REFERENCE_BYTES,
        bytes -> {
          ByteBuffer reference = ByteBuffer.wrap(bytes);
          byte[] id = new byte[CHUNK_BYTES];
          reference.get(id);
          return new ChunkRef(
              pack,
              reference.getLong(),
              reference.getInt(),
              reference.getInt(),
              reference.get() == 1,
              chunk(id));
        });
  }

  private static <T> byte[] join(Collection<T> ids, int each, Function<T, byte[]> bytes) {
    ByteBuffer joined = ByteBuffer.allocate(ids.size() * each);
    ids.forEach(id -> joined.put(bytes.apply(id)));
    return joined.array();
  }

  private static <T> List<T> split(byte[] joined, int each, Function<byte[], T> id) {
    List<T> ids = new ArrayList<>(joined.length / each);
    byte[] one = new byte[each];
    for (int i = 0; i + each <= joined.length; i += each) {
      System.arraycopy(joined, i, one, 0, each);
      ids.add(id.apply(one));
    }
    return ids;
  }
}
