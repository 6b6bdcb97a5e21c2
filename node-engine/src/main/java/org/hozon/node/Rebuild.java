package org.hozon.node;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.deposit.Deposits;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.store.Database;
import org.hozon.store.DatabaseRescue;
import org.hozon.store.Home;
import org.hozon.store.InventoryRebuild;
import org.hozon.store.PackStore;

/**
 * Fills a new database in the place of a lost one with what this computer still has; what others
 * know is asked of them once the node is in the mesh.
 */
final class Rebuild {
  static final String SUBJECT = "database";

  private Rebuild() {}

  /**
   * What must be known before the ports are opened. Sequences jump to the present: they count by
   * ones and never faster than one a second, so nothing this node ever told is newer than that.
   */
  static void begin(Reminder reminder, Database database, Instant now) {
    reminder.restore(database, now);
    database.state().pass(ProfileBoard.SEQUENCE, now.toEpochMilli());
    Deposits.forgotten(database.state(), now);
  }

  /**
   * The inventory, and the first lines of the new activity log.
   *
   * @param reason what happened to the former database, in a sentence
   */
  static void fill(
      Home home, Database database, PackStore packs, NodeId self, String reason, Instant now) {
    InventoryRebuild.Found found;
    try {
      found = InventoryRebuild.run(packs, database.inventory(), self, now);
    } catch (IOException unreadable) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The packs of " + home.folder() + " cannot be read: " + unreadable.getMessage() + ".",
          unreadable);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("reason", reason);
    facts.put("packs", found.packs());
    facts.put("bytes", found.bytes());
    facts.put("spoilt", found.spoilt());
    String text =
        reason
            + " A new one was made: "
            + found.packs()
            + " packs were found on the disk, and what their policies are and who else holds them"
            + " is asked of the other nodes, as is this account's catalogue. Nothing that was"
            + " deposited is lost. What could not be brought back: the activity log until now, the"
            + " alerts of the past, when this node and others were up, and the journal of a deposit"
            + " that was under way, which reads its files again and sends what no version has yet.";
    database.activity().add(new Activity(now, "database-rebuilt", text, facts));
    database
        .alerts()
        .raise(Alert.Cause.DATABASE_REBUILT, SUBJECT, Alert.Severity.WARNING, text, facts);
    DatabaseRescue.filled(home);
  }
}
