package org.hozon.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.store.Database;
import org.hozon.store.Home;
import org.hozon.store.Peers;
import org.hozon.store.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The little of the database that no other node could tell: where the others are, on which ports
 * this one was, what it offers. Kept beside the database as {@code hozon.reminder}, so that a node
 * whose database is lost finds its mesh again. Used by one thread at a time.
 */
final class Reminder {
  private static final Logger LOG = LoggerFactory.getLogger(Reminder.class);
  private static final int MOST_PEERS = 64;
  private static final List<String> VALUES =
      List.of(
          "listen",
          "port.control",
          "port.data",
          "port.mesh",
          "port.mesh-messages",
          "offer.bytes",
          "offer.settings");

  private record Contents(Map<String, String> values, Map<String, String> peers) {}

  private final Path file;
  private Contents written;

  Reminder(Home home) {
    this.file = home.folder().resolve("hozon.reminder");
  }

  /** Writes what changed since the last time. */
  synchronized void refresh(Database database) {
    Map<String, String> values = new LinkedHashMap<>();
    VALUES.forEach(name -> database.state().get(name).ifPresent(v -> values.put(name, v)));
    Map<String, String> peers = new LinkedHashMap<>();
    database.peers().all().stream()
        .limit(MOST_PEERS)
        .sorted(java.util.Comparator.comparing(Peers.Peer::node))
        .forEach(peer -> peers.put(peer.node().value(), peer.data().toString()));
    Contents now = new Contents(values, peers);
    if (!now.equals(written)) {
      try {
        WholeFile.write(file, Json.write(now) + "\n");
        written = now;
      } catch (IOException later) {
        LOG.debug("The reminder cannot be written now", later);
      }
    }
  }

  /** Tells a new database what the former one knew; what cannot be read is told to nobody. */
  void restore(Database database, Instant now) {
    try {
      if (!Files.exists(file)) {
        return;
      }
      Contents contents = Json.read(Files.readString(file), Contents.class);
      contents
          .values()
          .forEach(
              (name, value) -> {
                if (VALUES.contains(name) && database.state().get(name).isEmpty()) {
                  database.state().put(name, value);
                }
              });
      contents
          .peers()
          .forEach(
              (node, data) ->
                  database
                      .peers()
                      .put(new Peers.Peer(new NodeId(node), HostPort.parse(data), now)));
    } catch (IOException | HozonException | IllegalArgumentException damaged) {
      LOG.warn("The reminder of this home cannot be read; its addresses are not known", damaged);
    }
  }
}
