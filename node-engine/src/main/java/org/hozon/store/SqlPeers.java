package org.hozon.store;

import java.util.List;
import org.hozon.model.HostPort;

/** Peers in table {@code peer}. */
final class SqlPeers implements Peers {
  private final Sqlite database;

  SqlPeers(Sqlite database) {
    this.database = database;
  }

  @Override
  public void put(Peer peer) {
    database.cache(
        handle ->
            handle.execute(
                "INSERT INTO peer (node, data, last_seen) VALUES (?, ?, ?)"
                    + " ON CONFLICT (node) DO UPDATE SET data = excluded.data,"
                    + " last_seen = excluded.last_seen"
                    + " WHERE excluded.last_seen >= peer.last_seen",
                Blobs.of(peer.node()),
                peer.data().toString(),
                Moments.nanos(peer.lastSeen())));
  }

  @Override
  public List<Peer> all() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT node, data, last_seen FROM peer ORDER BY last_seen DESC, node")
                .map(
                    (row, context) ->
                        new Peer(
                            Blobs.node(row.getBytes(1)),
                            HostPort.parse(row.getString(2)),
                            Moments.at(row.getLong(3))))
                .list());
  }
}
