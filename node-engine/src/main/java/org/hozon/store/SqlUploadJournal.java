package org.hozon.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.ChunkRef;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Receipt;
import org.jdbi.v3.core.Handle;

/** The upload journal in tables {@code upload} and {@code upload_receipt}. */
final class SqlUploadJournal implements UploadJournal {
  private final Sqlite database;

  SqlUploadJournal(Sqlite database) {
    this.database = database;
  }

  @Override
  public void begin(PackId pack, long bytes, List<NodeId> holders, Collection<ChunkRef> chunks) {
    byte[] references = Blobs.references(chunks);
    byte[] chosen = Blobs.nodes(holders);
    database.promise(
        handle ->
            handle.execute(
                "INSERT INTO upload (pack, bytes, holders, chunks, complete)"
                    + " VALUES (?, ?, ?, ?, 0)"
                    + " ON CONFLICT (pack) DO UPDATE SET bytes = excluded.bytes,"
                    + " holders = excluded.holders, chunks = excluded.chunks, complete = 0",
                Blobs.of(pack),
                bytes,
                chosen,
                references));
  }

  @Override
  public void receipt(Receipt receipt) {
    String json = Json.write(receipt);
    byte[] pack = Blobs.of(receipt.pack());
    database.promise(
        handle ->
            handle.execute(
                "INSERT OR REPLACE INTO upload_receipt (pack, holder, receipt)"
                    + " SELECT pack, ?, ? FROM upload WHERE pack = ?",
                Blobs.of(receipt.holder()),
                json,
                pack));
  }

  @Override
  public void complete(PackId pack) {
    byte[] id = Blobs.of(pack);
    database.promise(
        handle -> {
          byte[] references =
              handle
                  .createQuery("SELECT chunks FROM upload WHERE pack = ?")
                  .bind(0, id)
                  .map((row, context) -> row.getBytes(1))
                  .findFirst()
                  .orElseThrow(
                      () -> new IllegalStateException("pack " + pack + " is not in the journal"));
          long bytes =
              handle
                  .createQuery("UPDATE upload SET complete = 1 WHERE pack = ? RETURNING bytes")
                  .bind(0, id)
                  .map((row, context) -> row.getLong(1))
                  .one();
          KnownChunks.putPack(handle, pack, bytes);
          KnownChunks.put(handle, Blobs.references(pack, references));
          return bytes;
        });
  }

  @Override
  public void published(Collection<PackId> packs) {
    List<PackId> over = List.copyOf(packs);
    database.promise(
        handle -> {
          over.forEach(pack -> delete(handle, pack));
          return over.size();
        });
  }

  @Override
  public void abandon(PackId pack) {
    published(List.of(pack));
  }

  private static void delete(Handle handle, PackId pack) {
    handle.execute("DELETE FROM upload WHERE pack = ?", Blobs.of(pack));
    handle.execute("DELETE FROM upload_receipt WHERE pack = ?", Blobs.of(pack));
  }

  @Override
  public List<Entry> open() {
    return entries(0);
  }

  @Override
  public List<Entry> unpublished() {
    return entries(1);
  }

  private List<Entry> entries(int complete) {
    return database.read(
        handle ->
            handle.inTransaction(
                snapshot -> {
                  Map<PackId, List<Receipt>> receipts = receipts(snapshot, complete);
                  return snapshot
                      .createQuery(
                          "SELECT pack, bytes, holders, chunks FROM upload WHERE complete = ?"
                              + " ORDER BY number")
                      .bind(0, complete)
                      .map(
                          (row, context) -> {
                            PackId pack = Blobs.pack(row.getBytes(1));
                            return new Entry(
                                pack,
                                row.getLong(2),
                                Blobs.nodes(row.getBytes(3)),
                                Blobs.references(pack, row.getBytes(4)),
                                receipts.getOrDefault(pack, List.of()));
                          })
                      .list();
                }));
  }

  private static Map<PackId, List<Receipt>> receipts(Handle handle, int complete) {
    Map<PackId, List<Receipt>> receipts = new HashMap<>();
    handle
        .createQuery(
            "SELECT r.receipt FROM upload_receipt r JOIN upload u ON u.pack = r.pack"
                + " WHERE u.complete = ? ORDER BY r.pack, r.holder")
        .bind(0, complete)
        .map((row, context) -> Json.read(row.getString(1), Receipt.class))
        .forEach(
            receipt ->
                receipts.computeIfAbsent(receipt.pack(), pack -> new ArrayList<>()).add(receipt));
    return receipts;
  }
}
