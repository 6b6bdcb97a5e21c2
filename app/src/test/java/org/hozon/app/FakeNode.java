package org.hozon.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.hozon.node.HozonNode;

/** A node whose answers a test sets and whose calls it reads. */
class FakeNode implements HozonNode {
  Limits limits = new Limits(0, 0, "", 0, -1);

  static final NodeId NODE = new NodeId("0123456789abcdef0123456789abcdef");
  static final NodeId OTHER = new NodeId("fedcba9876543210fedcba9876543210");
  static final AccountId ACCOUNT = new AccountId("aaaabbbbccccddddaaaabbbbccccdddd");
  static final DepositId DEPOSIT = new DepositId("00112233445566aa");
  static final PackId PACK = new PackId("ab".repeat(32));
  static final Instant THEN = Instant.parse("2026-11-23T08:00:00Z");

  StatusReport.Packs packs = new StatusReport.Packs(12, 12, 0, 0);
  DepositReport depositReport =
      new DepositReport(
          DEPOSIT,
          1,
          300,
          64_000_000,
          60_000_000,
          48_000_000,
          144_000_000,
          3,
          1.5,
          0,
          false,
          List.of());
  CertificateReport certificate =
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
  RestoreReport restoreReport = new RestoreReport(300, 64_000_000, 0.8, 0, List.of());
  VerifyReport verifyReport = new VerifyReport(12, 36, 0, 0);
  OfferReport offer = new OfferReport(300_000_000_000L, 167_000_000_000L);
  List<DepositSummary> deposits =
      new ArrayList<>(List.of(summary(DEPOSIT, "photos"), summary(id("00119999aaaabbbb"), "work")));
  List<Activity> activities = new ArrayList<>();
  List<Alert> alerts = new ArrayList<>();
  List<FileEntry> entries = new ArrayList<>();
  Progress.State reported =
      new Progress.State("sending", 10, 300, 32_000_000, 64_000_000, 5e6, 6.4);

  AwayReport away = new AwayReport(null);
  DepositRequest depositRequest;
  RestoreRequest restoreRequest;
  String filesAsked;
  double sampleAsked;
  DepositId packsAsked;
  Boolean drained;
  DepositCare care = DepositCare.STANDARD;
  String deleted;
  Policy policyAsked;
  Boolean accepted;
  boolean closed;

  static DepositId id(String hex) {
    return new DepositId(hex);
  }

  /** When the oldest proof of any copy was. */
  static final Instant PROVEN = Instant.parse("2026-10-30T07:08:09Z");

  static DepositSummary summary(DepositId id, String name) {
    return new DepositSummary(
        id,
        name,
        List.of("/home/me/" + name),
        Policy.STANDARD,
        2,
        2,
        300,
        64_000_000,
        THEN,
        PROVEN,
        false,
        "idle");
  }

  @Override
  public StatusReport status() {
    return new StatusReport(NODE, "office", ACCOUNT, 6, deposits.size(), packs, offer, 0);
  }

  @Override
  public List<NodeReport> nodes() {
    return List.of(
        new NodeReport(NODE, "office", ACCOUNT, "JP", Rank.B, 300, 167, "alive", null),
        new NodeReport(OTHER, "倉庫", ACCOUNT, "DE", Rank.A, 2_000_000, 5, "suspect", 0.25));
  }

  @Override
  public DepositReport deposit(DepositRequest request, Progress progress) {
    depositRequest = request;
    progress.report(reported);
    return depositReport;
  }

  @Override
  public List<DepositSummary> deposits() {
    return List.copyOf(deposits);
  }

  @Override
  public List<VersionSummary> versions(DepositId deposit) {
    return List.of(
        new VersionSummary(1, THEN, NODE, 290, 60_000_000, 45_000_000, 0),
        new VersionSummary(2, THEN.plusSeconds(60), NODE, 300, 64_000_000, 3_000_000, 2));
  }

  @Override
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    filesAsked = deposit + " " + version + " " + path;
    entries.forEach(visitor);
  }

  @Override
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    restoreRequest = request;
    progress.report(reported);
    return restoreReport;
  }

  @Override
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    sampleAsked = samplePercent;
    return verifyReport;
  }

  @Override
  public List<PackPlacement> packs(DepositId deposit) {
    packsAsked = deposit;
    return List.of(new PackPlacement(PACK, 33_000_000, Rank.C, List.of(NODE, OTHER)));
  }

  @Override
  public DeleteReport delete(DepositId deposit, int version, Progress progress) {
    deleted = deposit + " " + version;
    return new DeleteReport(deposit, version == 0 ? 2 : 1, 3, 4_000_000, 0, 0);
  }

  @Override
  public PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress) {
    policyAsked = policy;
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
    accepted = acceptVanished;
    care = care.watching(true, false, null);
    return care;
  }

  @Override
  public HeldReport held() {
    return new HeldReport(5, 120_000_000, Map.of(Rank.C, 100_000_000L, Rank.A, 20_000_000L));
  }

  @Override
  public List<Activity> activity(Instant after, int limit) {
    return activities.stream().filter(entry -> entry.at().isAfter(after)).limit(limit).toList();
  }

  @Override
  public List<Alert> alerts(Instant endedAfter) {
    return alerts;
  }

  @Override
  public AwayReport away() {
    return away;
  }

  @Override
  public AwayReport maintenance(Duration time) {
    away = new AwayReport(time.isZero() ? null : THEN.plus(time));
    return away;
  }

  @Override
  public List<Sample> samples(Sample.Kind kind, Instant from, Instant to) {
    return List.of();
  }

  @Override
  public OfferReport offer() {
    return offer;
  }

  @Override
  public OfferReport setOffer(long bytes, Progress progress) {
    offer = new OfferReport(bytes, offer.used());
    return offer;
  }

  @Override
  public OfferReport withdraw(Progress progress) {
    offer = new OfferReport(0, 0);
    return offer;
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
    drained = drain;
  }

  @Override
  public void close() {
    closed = true;
  }
}
