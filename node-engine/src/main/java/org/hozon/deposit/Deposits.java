package org.hozon.deposit;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.hozon.crypto.AccountKeys;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.NodeId;
import org.hozon.model.PackPlacement;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;
import org.hozon.store.Database;

/** The depositor's side of a node: everything an account does with its own data. Thread-safe. */
public final class Deposits implements AutoCloseable {
  /**
   * @param self this machine; its packs never stand on it
   * @param temporaryFolder where restore and pack building may put temporary files
   */
  public Deposits(
      NodeId self,
      AccountKeys keys,
      Database database,
      Mesh mesh,
      PeerClient peers,
      java.nio.file.Path temporaryFolder,
      Clock clock) {
    throw new UnsupportedOperationException("not yet");
  }

  /** See {@code HozonNode.deposit}. One deposit runs at a time; others wait. */
  public DepositReport deposit(DepositRequest request, Progress progress) {
    throw new UnsupportedOperationException("not yet");
  }

  public List<DepositSummary> deposits() {
    throw new UnsupportedOperationException("not yet");
  }

  public List<VersionSummary> versions(DepositId deposit) {
    throw new UnsupportedOperationException("not yet");
  }

  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    throw new UnsupportedOperationException("not yet");
  }

  public RestoreReport restore(RestoreRequest request, Progress progress) {
    throw new UnsupportedOperationException("not yet");
  }

  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    throw new UnsupportedOperationException("not yet");
  }

  public List<PackPlacement> packs(DepositId deposit) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Counts of all the account's packs by health, never worse or better than they are. */
  public StatusReport.Packs health() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Asks the mesh for newer heads of the account and takes in what they say. */
  public void refresh() {
    throw new UnsupportedOperationException("not yet");
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
