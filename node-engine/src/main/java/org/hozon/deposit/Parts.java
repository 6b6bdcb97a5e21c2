package org.hozon.deposit;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.hozon.crypto.AccountKeys;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.Activity;
import org.hozon.model.DepositCare;
import org.hozon.model.NodeId;
import org.hozon.store.ActivityLog;
import org.hozon.store.AlertBook;
import org.hozon.store.Catalogue;
import org.hozon.store.DepositLife;
import org.hozon.store.Heads;
import org.hozon.store.NodeState;
import org.hozon.store.UploadJournal;

/**
 * Everything the depositor's side works with.
 *
 * @param self this machine
 * @param temporaryFolder for small files of a run
 * @param usual how a new deposit is looked after when nothing else is said
 */
record Parts(
    NodeId self,
    AccountKeys keys,
    Catalogue catalogue,
    UploadJournal journal,
    Heads heads,
    ActivityLog activity,
    NodeState state,
    DepositLife life,
    AlertBook alerts,
    Mesh mesh,
    PeerClient peers,
    Path temporaryFolder,
    Clock clock,
    DepositSettings settings,
    DepositCare usual) {

  /** Writes an activity with its figures. */
  void tell(String kind, String text, Map<String, Object> facts) {
    activity.add(new Activity(clock.instant(), kind, text, facts));
  }
}
