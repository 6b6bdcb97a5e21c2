package org.hozon.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.DepositId;
import org.hozon.model.PackId;
import org.jdbi.v3.core.Handle;

/**
 * The catalogue cache in tables {@code lane}, {@code chunk}, {@code known_pack}, {@code seen_file}.
 */
final class SqlCatalogue implements Catalogue {
  private final Sqlite database;

  SqlCatalogue(Sqlite database) {
    this.database = database;
  }

  @Override
  public void putLane(Lane lane) {
    database.cache(
        handle ->
            handle.execute(
                "INSERT INTO lane (machine, sequence, encoded) VALUES (?, ?, ?)"
                    + " ON CONFLICT (machine) DO UPDATE SET sequence = excluded.sequence,"
                    + " encoded = excluded.encoded WHERE excluded.sequence >= lane.sequence",
                Blobs.of(lane.machine()),
                lane.sequence(),
                lane.encoded()));
  }

  @Override
  public List<Lane> lanes() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT machine, sequence, encoded FROM lane ORDER BY machine")
                .map(
                    (row, context) ->
                        new Lane(Blobs.node(row.getBytes(1)), row.getLong(2), row.getBytes(3)))
                .list());
  }

  @Override
  public Optional<ChunkRef> chunk(ChunkId id) {
    return Optional.ofNullable(chunks(List.of(id)).get(id));
  }

  @Override
  public Map<ChunkId, ChunkRef> chunks(Collection<ChunkId> ids) {
    return database.read(handle -> KnownChunks.find(handle, ids));
  }

  @Override
  public void putChunks(Collection<ChunkRef> refs) {
    List<ChunkRef> known = List.copyOf(refs);
    database.cache(
        handle -> {
          KnownChunks.put(handle, known);
          return known.size();
        });
  }

  @Override
  public void forgetPacks(Collection<PackId> packs) {
    List<PackId> forgotten = List.copyOf(packs);
    // A forgotten pack is sent anew; a power cut must not bring back that it is known.
    database.promise(
        handle -> {
          KnownChunks.forget(handle, forgotten);
          return forgotten.size();
        });
  }

  @Override
  public Map<PackId, Long> packs() {
    Map<PackId, Long> packs = new HashMap<>();
    database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT pack, bytes FROM known_pack"
                            + " WHERE number IN (SELECT pack FROM chunk)")
                    .map((row, context) -> Map.entry(Blobs.pack(row.getBytes(1)), row.getLong(2)))
                    .list())
        .forEach(pack -> packs.put(pack.getKey(), pack.getValue()));
    return packs;
  }

  @Override
  public void putPack(PackId pack, long bytes) {
    database.cache(
        handle -> {
          KnownChunks.putPack(handle, pack, bytes);
          return bytes;
        });
  }

  @Override
  public Stream<SeenFile> seenFiles(DepositId deposit) {
    return database.stream(
        handle ->
            handle
                .createQuery(
                    "SELECT path, size, modified, changed, file_key, chunks FROM seen_file"
                        + " WHERE deposit = ? ORDER BY path")
                .bind(0, Blobs.of(deposit))
                .map((row, context) -> seen(row)));
  }

  private static SeenFile seen(ResultSet row) throws SQLException {
    return new SeenFile(
        PathKeys.path(row.getBytes(1)),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getString(5),
        Blobs.chunks(row.getBytes(6)));
  }

  @Override
  public void putSeenFiles(DepositId deposit, Collection<SeenFile> changed, Set<String> gone) {
    List<SeenFile> upserted = List.copyOf(changed);
    Set<String> deleted = Set.copyOf(gone);
    byte[] of = Blobs.of(deposit);
    database.cache(
        handle -> {
          delete(handle, of, deleted);
          upsert(handle, of, upserted);
          return upserted.size();
        });
  }

  private static void delete(Handle handle, byte[] deposit, Set<String> paths) throws SQLException {
    Batches.run(
        handle,
        "DELETE FROM seen_file WHERE deposit = ? AND path = ?",
        paths,
        (row, path) -> {
          row.setBytes(1, deposit);
          row.setBytes(2, PathKeys.of(path));
        });
  }

  private static void upsert(Handle handle, byte[] deposit, List<SeenFile> files)
      throws SQLException {
    Batches.run(
        handle,
        "INSERT OR REPLACE INTO seen_file (deposit, path, size, modified, changed, file_key,"
            + " chunks) VALUES (?, ?, ?, ?, ?, ?, ?)",
        files,
        (row, file) -> {
          row.setBytes(1, deposit);
          row.setBytes(2, PathKeys.of(file.path()));
          row.setLong(3, file.size());
          row.setLong(4, file.modifiedNanos());
          row.setLong(5, file.changedNanos());
          row.setString(6, file.fileKey());
          row.setBytes(7, Blobs.chunks(file.chunks()));
        });
  }
}
