package org.hozon.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.CenterMember;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.HeldReport;
import org.hozon.model.Invitation;
import org.hozon.model.Limits;
import org.hozon.model.NodeId;
import org.hozon.model.NodeReport;
import org.hozon.model.OfferReport;
import org.hozon.model.PackPlacement;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;

/**
 * Everything a person can do with a node: the window, the command line and the demo use this and
 * see nothing else of the engine. The same calls work in the node's own process and through its
 * control port.
 *
 * <p>Every call throws {@link org.hozon.model.HozonException} with one plain sentence when it
 * cannot do what it says. Calls with a {@link Progress} run until they are done; interrupting the
 * calling thread cancels them.
 */
public interface HozonNode extends AutoCloseable {
  StatusReport status();

  /** Members of the mesh as seen from here. */
  List<NodeReport> nodes();

  /** Deposits; returns when the version is safe on its holders and published. */
  DepositReport deposit(DepositRequest request, Progress progress);

  List<DepositSummary> deposits();

  /** Versions of a deposit, oldest first. */
  List<VersionSummary> versions(DepositId deposit);

  /**
   * Walks the file tree of a version in path order.
   *
   * @param version 0 for the newest
   * @param path only this entry and what is below it; null for all
   */
  void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor);

  RestoreReport restore(RestoreRequest request, Progress progress);

  /**
   * Fetches packs of the newest version from every holder and checks them.
   *
   * @param samplePercent share of packs to look at, above 0 to 100
   */
  VerifyReport verify(DepositId deposit, double samplePercent, Progress progress);

  /** Where packs stand; of all deposits when {@code deposit} is null. */
  List<PackPlacement> packs(DepositId deposit);

  HeldReport held();

  /** Decisions and events after a moment, oldest first, at most {@code limit}. */
  List<Activity> activity(Instant after, int limit);

  /** What needs a person's eye: alerts that go on and those that ended after a moment. */
  List<Alert> alerts(Instant endedAfter);

  OfferReport offer();

  /** The same as {@link #setOffer(long, Progress)} when nobody watches. */
  default OfferReport setOffer(long bytes) {
    return setOffer(bytes, Progress.NONE);
  }

  /**
   * Sets the offer in bytes; 0 offers nothing new and keeps what is held. Below what is held, the
   * surplus moves to other nodes first; the offer stays as it was when that is not possible.
   */
  OfferReport setOffer(long bytes, Progress progress);

  /**
   * Moves all that is held to other nodes, then offers nothing any more; the node stays a member
   * and a depositor. What cannot move stays, and so does the offer.
   */
  OfferReport withdraw(Progress progress);

  /** What of line and disk is left to the owner. */
  Limits limits();

  /** Sets other limits, at once and in the settings. */
  Limits setLimits(Limits limits);

  /**
   * Invites an account into the mesh whose center this node is.
   *
   * @param name whom it is for; may be empty
   */
  default Invitation invite(String name, Duration valid) {
    throw CenterRoom.none();
  }

  /** The accounts in the book of the center that this node is. */
  default List<CenterMember> centerMembers() {
    throw CenterRoom.none();
  }

  /** Lets an account in that waits for it. */
  default CenterMember approve(AccountId account) {
    throw CenterRoom.none();
  }

  /** Turns a waiting account down, or shuts a member out; for good. */
  default CenterMember reject(AccountId account) {
    throw CenterRoom.none();
  }

  /**
   * Shuts a machine of this account out of the mesh, for good.
   *
   * @return how many other members know it at once; the rest learn it from them
   */
  default int revoke(NodeId machine) {
    throw new UnsupportedOperationException("revoke");
  }

  /** Stops the node; with {@code drain} moves all it holds to others first. */
  void stop(boolean drain, Progress progress);

  /** Lets go of the node: ends an embedded one, disconnects from a running one. */
  @Override
  void close();
}
