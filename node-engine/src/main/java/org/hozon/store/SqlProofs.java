package org.hozon.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.jdbi.v3.core.Handle;

/** Last proofs in table {@code proof}. */
final class SqlProofs implements Proofs {
  private static final String RECORD =
      "INSERT INTO proof (pack, holder, at) VALUES (?, ?, ?)"
          + " ON CONFLICT (pack, holder) DO UPDATE SET at = max(at, excluded.at)";

  private final Sqlite database;

  SqlProofs(Sqlite database) {
    this.database = database;
  }

  private record Row(NodeId holder, Instant at) {}

  @Override
  public void record(NodeId holder, Collection<PackId> packs, Instant at) {
    if (packs.isEmpty()) {
      return;
    }
    List<PackId> proven = List.copyOf(packs);
    database.cache(
        handle -> {
          for (PackId pack : proven) {
            handle.execute(RECORD, Blobs.of(pack), Blobs.of(holder), Moments.nanos(at));
          }
          return proven.size();
        });
  }

  @Override
  public Map<PackId, Map<NodeId, Instant>> of(Collection<PackId> packs) {
    return database.read(
        handle -> {
          Map<PackId, Map<NodeId, Instant>> proven = new HashMap<>();
          for (PackId pack : packs) {
            Map<NodeId, Instant> copies = of(handle, pack);
            if (!copies.isEmpty()) {
              proven.put(pack, copies);
            }
          }
          return proven;
        });
  }

  private static Map<NodeId, Instant> of(Handle handle, PackId pack) {
    Map<NodeId, Instant> copies = new HashMap<>();
    handle
        .createQuery("SELECT holder, at FROM proof WHERE pack = ?")
        .bind(0, Blobs.of(pack))
        .map((row, context) -> new Row(Blobs.node(row.getBytes(1)), Moments.at(row.getLong(2))))
        .forEach(row -> copies.put(row.holder(), row.at()));
    return copies;
  }

  @Override
  public void replace(Map<PackId, Map<NodeId, Instant>> proven) {
    Map<PackId, Map<NodeId, Instant>> taken = Map.copyOf(proven);
    database.cache(
        handle -> {
          taken.forEach(
              (pack, copies) -> {
                handle.execute("DELETE FROM proof WHERE pack = ?", Blobs.of(pack));
                copies.forEach(
                    (holder, at) ->
                        handle.execute(
                            RECORD, Blobs.of(pack), Blobs.of(holder), Moments.nanos(at)));
              });
          return taken.size();
        });
  }

  @Override
  public void retain(Set<PackId> packs) {
    Set<PackId> kept = new HashSet<>(packs);
    List<PackId> gone = new ArrayList<>();
    database
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT DISTINCT pack FROM proof"
                            + " WHERE pack NOT IN (SELECT pack FROM held)")
                    .map((row, context) -> Blobs.pack(row.getBytes(1)))
                    .list())
        .forEach(
            pack -> {
              if (!kept.contains(pack)) {
                gone.add(pack);
              }
            });
    replace(asEmpty(gone));
  }

  private static Map<PackId, Map<NodeId, Instant>> asEmpty(List<PackId> packs) {
    Map<PackId, Map<NodeId, Instant>> empty = new HashMap<>();
    packs.forEach(pack -> empty.put(pack, Map.of()));
    return empty;
  }
}
