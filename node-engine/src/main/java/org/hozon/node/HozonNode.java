package org.hozon.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.AwayReport;
import org.hozon.model.CenterMember;
import org.hozon.model.CertificateReport;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
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
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Progress;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Sample;
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

  /**
   * Deletes a version, or the whole deposit; returns when the deletion counts. What nothing else
   * needs is given up on the holders.
   *
   * @param version 0 for the whole deposit
   */
  DeleteReport delete(DepositId deposit, int version, Progress progress);

  /** Asks something else of a deposit's holders from now on; packs move to fit. */
  PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress);

  /** How a deposit is looked after. */
  DepositCare settings(DepositId deposit);

  /**
   * Looks after a deposit as said from now on. Setting {@code paused} halts a watch by hand.
   *
   * @return how it is looked after now
   */
  DepositCare setCare(DepositId deposit, DepositCare care);

  /**
   * Takes up a paused watch.
   *
   * @param acceptVanished true when files that vanished are meant to be gone
   */
  DepositCare resume(DepositId deposit, boolean acceptVanished);

  HeldReport held();

  /** Decisions and events after a moment, oldest first, at most {@code limit}. */
  List<Activity> activity(Instant after, int limit);

  /** What is announced of this node's absence. */
  AwayReport away();

  /**
   * Announces that this node will be away from now on, for a restart of the computer or a move, so
   * that the others wait for it instead of making its copies anew; they do not wait where only one
   * copy is left. Stands until the time is over, also through restarts of this node.
   *
   * @param time how long, a week at most; zero takes an earlier announcement back
   */
  AwayReport maintenance(Duration time);

  /** What needs a person's eye: alerts that go on and those that ended after a moment. */
  List<Alert> alerts(Instant endedAfter);

  /**
   * The course of a figure of this node, one sample an hour, oldest first; hours in which the node
   * was off are missing.
   */
  List<Sample> samples(Sample.Kind kind, Instant from, Instant to);

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

  /** How this node's certificates stand, as it knows itself. */
  CertificateReport certificate();

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
