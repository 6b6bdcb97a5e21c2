package org.hozon.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.hozon.model.AccountId;
import org.hozon.model.Activity;
import org.hozon.model.Alert;
import org.hozon.model.AwayReport;
import org.hozon.model.CertificateReport;
import org.hozon.model.DeleteReport;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositReport;
import org.hozon.model.DepositRequest;
import org.hozon.model.DepositSummary;
import org.hozon.model.FileEntry;
import org.hozon.model.HeldReport;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;
import org.hozon.model.NodeId;
import org.hozon.model.NodeReport;
import org.hozon.model.OfferReport;
import org.hozon.model.PackId;
import org.hozon.model.PackPlacement;
import org.hozon.model.Policy;
import org.hozon.model.PolicyReport;
import org.hozon.model.Progress;
import org.hozon.model.Rank;
import org.hozon.model.RestoreReport;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Sample;
import org.hozon.model.StatusReport;
import org.hozon.model.VerifyReport;
import org.hozon.model.VersionSummary;

/** A node of fixed answers that remembers what it was asked. */
class FakeNode implements HozonNode {
  private Limits limits = new Limits(0, 0, "", 0, -1);

  static final NodeId NODE = new NodeId("0123456789abcdef0123456789abcdef");
  static final AccountId ACCOUNT = new AccountId("fedcba9876543210fedcba9876543210");
  static final DepositId DEPOSIT = new DepositId("0123456789abcdef");
  static final PackId PACK = new PackId("ab".repeat(32));
  static final Instant THEN = Instant.parse("2026-11-23T01:02:03.456789Z");
  static final Progress.State HALF = new Progress.State("sending", 1, 2, 3, 6, 1.5, 2);
  static final int MANY_FILES = 10_000;

  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final List<Alert> alerts =
      List.of(
          new Alert(
              Alert.Cause.CUT_OFF,
              "",
              Alert.Severity.WARNING,
              "Text.",
              Map.of("members", 2),
              THEN,
              THEN,
              null));
  volatile CertificateReport certificate =
      new CertificateReport(
          CertificateReport.State.FINE,
          "friends",
          "ab".repeat(32),
          ACCOUNT,
          THEN,
          THEN.plus(Duration.ofDays(1095)),
          THEN.plus(Duration.ofDays(730)),
          THEN.plus(Duration.ofDays(30)),
          THEN.plus(Duration.ofDays(15)),
          null,
          false,
          THEN);
  volatile Object asked;
  volatile DepositCare care = DepositCare.STANDARD;

  @Override
  public StatusReport status() {
    return new StatusReport(
        NODE, "n", ACCOUNT, 4, 1, new StatusReport.Packs(9, 8, 1, 0), offer(), 2);
  }

  @Override
  public List<NodeReport> nodes() {
    return List.of(
        new NodeReport(NODE, "n", ACCOUNT, "JP", Rank.B, 10, 5, "alive", 0.25),
        new NodeReport(NODE, "m", ACCOUNT, "", Rank.C, 10, 5, "alive", null));
  }

  @Override
  public DepositReport deposit(DepositRequest request, Progress progress) {
    asked = request;
    progress.report(HALF);
    return new DepositReport(DEPOSIT, 1, 2, 3, 4, 5, 6, 7, 0.5, 8, false, List.of("a: unreadable"));
  }

  @Override
  public List<DepositSummary> deposits() {
    return List.of(
        new DepositSummary(
            DEPOSIT,
            "d",
            List.of("/ä"),
            Policy.STANDARD,
            1,
            1,
            2,
            3,
            THEN,
            THEN,
            true,
            "watching"));
  }

  @Override
  public List<VersionSummary> versions(DepositId deposit) {
    asked = deposit;
    return List.of(new VersionSummary(1, THEN, NODE, 2, 3, 4, 0));
  }

  @Override
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    asked = List.of(deposit, version, path);
    for (int i = 0; i < MANY_FILES; i++) {
      visitor.accept(new FileEntry("f/ü\n" + i, FileEntry.Kind.FILE, i, THEN, 0644, null));
    }
  }

  @Override
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    asked = request;
    throw new HozonException(HozonException.Kind.DAMAGED, "Pack 1 is damaged on every holder.");
  }

  /** Never ends by itself. */
  @Override
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    asked = samplePercent;
    waiting.countDown();
    try {
      new CountDownLatch(1).await();
      return null;
    } catch (InterruptedException cancelled) {
      interrupted.countDown();
      throw new HozonException(HozonException.Kind.FAILED, "Cancelled.", cancelled);
    }
  }

  @Override
  public List<PackPlacement> packs(DepositId deposit) {
    asked = deposit == null ? "all" : deposit;
    return List.of(new PackPlacement(PACK, 5, Rank.A, List.of(NODE)));
  }

  @Override
  public DeleteReport delete(DepositId deposit, int version, Progress progress) {
    asked = List.of(deposit, version);
    return new DeleteReport(deposit, version == 0 ? 2 : 1, 3, 4_000_000, 0, 0);
  }

  @Override
  public PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress) {
    asked = List.of(deposit, policy);
    return new PolicyReport(deposit, policy, 12, 64_000_000, 1);
  }

  @Override
  public DepositCare settings(DepositId deposit) {
    return care;
  }

  @Override
  public DepositCare setCare(DepositId deposit, DepositCare newCare) {
    care = newCare;
    return newCare;
  }

  @Override
  public DepositCare resume(DepositId deposit, boolean acceptVanished) {
    asked = List.of(deposit, acceptVanished);
    care = care.watching(true, false, null);
    return care;
  }

  @Override
  public HeldReport held() {
    throw new IllegalStateException("a programming error");
  }

  @Override
  public List<Activity> activity(Instant after, int limit) {
    asked = List.of(after, limit);
    return List.of(new Activity(THEN, "repair-decided", "Text.", Map.of("n", 1, "s", "x")));
  }

  @Override
  public List<Alert> alerts(Instant endedAfter) {
    return alerts;
  }

  @Override
  public AwayReport away() {
    return new AwayReport(null);
  }

  @Override
  public AwayReport maintenance(Duration time) {
    asked = time;
    return new AwayReport(THEN.plus(time));
  }

  @Override
  public List<Sample> samples(Sample.Kind kind, Instant from, Instant to) {
    return List.of();
  }

  @Override
  public OfferReport offer() {
    return new OfferReport(100, 40);
  }

  @Override
  public OfferReport setOffer(long bytes, Progress progress) {
    progress.report(HALF);
    return new OfferReport(bytes, 40);
  }

  @Override
  public OfferReport withdraw(Progress progress) {
    progress.report(HALF);
    return new OfferReport(0, 0);
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Limits setLimits(Limits newLimits) {
    limits = newLimits;
    return limits;
  }

  @Override
  public CertificateReport certificate() {
    return certificate;
  }

  @Override
  public void stop(boolean drain, Progress progress) {
    asked = drain;
    progress.report(HALF);
  }

  @Override
  public void close() {}
}
