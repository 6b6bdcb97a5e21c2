package org.hozon.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;
import org.jdbi.v3.core.Handle;

/**
 * Statements on the tables {@code chunk} and {@code known_pack}: packs have small numbers there, so
 * that a million chunks stay small and fast.
 */
final class KnownChunks {
  /** Ids looked up by one statement. */
  private static final int LOOKED_UP_TOGETHER = 500;

  private static final String SELECT =
      "SELECT c.id, p.pack, c.start, c.sealed_bytes, c.plain_bytes, c.compressed"
          + " FROM chunk c JOIN known_pack p ON p.number = c.pack WHERE c.id IN (?";

  private KnownChunks() {}

  /** Records where chunks stand; the newest word on a chunk counts. */
  static void put(Handle handle, Collection<ChunkRef> references) throws SQLException {
    // In the order of the table, so that each of its pages is touched once.
    List<ChunkRef> sorted = new ArrayList<>(references);
    sorted.sort(Comparator.comparing(reference -> reference.id().hex()));
    Map<PackId, Long> numbers = new HashMap<>();
    for (ChunkRef reference : sorted) {
      numbers.computeIfAbsent(reference.pack(), pack -> packNumber(handle, pack));
    }
    Batches.run(
        handle,
        "INSERT OR REPLACE INTO chunk (id, pack, start, sealed_bytes, plain_bytes, compressed)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        sorted,
        (row, reference) -> {
          row.setBytes(1, Blobs.of(reference.id()));
          row.setLong(2, numbers.get(reference.pack()));
          row.setLong(3, reference.offset());
          row.setInt(4, reference.sealedBytes());
          row.setInt(5, reference.plainBytes());
          row.setInt(6, reference.compressed() ? 1 : 0);
        });
  }

  private static long packNumber(Handle handle, PackId pack) {
    byte[] id = Blobs.of(pack);
    handle.execute(
        "INSERT INTO known_pack (pack, bytes) VALUES (?, 0) ON CONFLICT (pack) DO NOTHING", id);
    return handle
        .createQuery("SELECT number FROM known_pack WHERE pack = ?")
        .bind(0, id)
        .map((row, context) -> row.getLong(1))
        .one();
  }

  /** Records a pack's size. */
  static void putPack(Handle handle, PackId pack, long bytes) {
    handle.execute(
        "INSERT INTO known_pack (pack, bytes) VALUES (?, ?)"
            + " ON CONFLICT (pack) DO UPDATE SET bytes = excluded.bytes",
        Blobs.of(pack),
        bytes);
  }

  /** The known ones among the ids. */
  static Map<ChunkId, ChunkRef> find(Handle handle, Collection<ChunkId> ids) throws SQLException {
    List<ChunkId> wanted = List.copyOf(ids);
    Map<ChunkId, ChunkRef> found = new HashMap<>();
    for (int from = 0; from < wanted.size(); from += LOOKED_UP_TOGETHER) {
      find(handle, wanted.subList(from, Math.min(wanted.size(), from + LOOKED_UP_TOGETHER)), found);
    }
    return found;
  }

  private static void find(Handle handle, List<ChunkId> ids, Map<ChunkId, ChunkRef> found)
      throws SQLException {
    String select = SELECT + String.join("", Collections.nCopies(ids.size() - 1, ",?")) + ")";
    try (PreparedStatement statement = handle.getConnection().prepareStatement(select)) {
      for (int i = 0; i < ids.size(); i++) {
        statement.setBytes(i + 1, Blobs.of(ids.get(i)));
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          ChunkRef reference =
              new ChunkRef(
                  Blobs.pack(row.getBytes(2)),
                  row.getLong(3),
                  row.getInt(4),
                  row.getInt(5),
                  row.getInt(6) == 1,
                  Blobs.chunk(row.getBytes(1)));
          found.put(reference.id(), reference);
        }
      }
    }
  }

  /** Forgets packs and all chunks in them, in one walk over the chunks. */
  static void forget(Handle handle, Collection<PackId> packs) {
    handle.execute("CREATE TEMP TABLE IF NOT EXISTS forgotten (number INTEGER PRIMARY KEY)");
    handle.execute("DELETE FROM temp.forgotten");
    for (PackId pack : packs) {
      handle.execute(
          "INSERT INTO temp.forgotten SELECT number FROM known_pack WHERE pack = ?",
          Blobs.of(pack));
    }
    handle.execute("DELETE FROM chunk WHERE pack IN (SELECT number FROM temp.forgotten)");
    handle.execute("DELETE FROM known_pack WHERE number IN (SELECT number FROM temp.forgotten)");
  }
}
