package org.hozon.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
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
public class FakeNode implements HozonNode {
  public static final NodeId NODE = new NodeId("0123456789abcdef0123456789abcdef");
  public static final AccountId ACCOUNT = new AccountId("aaaabbbbccccddddaaaabbbbccccdddd");
  public static final DepositId PHOTOS = new DepositId("00112233445566aa");
  public static final DepositId WORK = new DepositId("00119999aaaabbbb");
  public static final Instant THEN = Instant.parse("2026-11-23T08:00:00Z");

  public volatile StatusReport.Packs packs = new StatusReport.Packs(12, 12, 0, 0);
  public volatile OfferReport offer = new OfferReport(300_000_000_000L, 167_000_000_000L);
  public volatile List<DepositSummary> deposits = List.of();
  public volatile List<PackPlacement> placements = List.of(pack(3), pack(3));
  public volatile List<Activity> activities = List.of();
  public volatile List<Alert> alerts = List.of();
  public volatile List<FileEntry> entries = List.of();
  public volatile HozonException trouble;
  public volatile VerifyReport verifyReport = new VerifyReport(2, 6, 0, 0);
  public volatile RestoreReport restoreReport =
      new RestoreReport(300, 64_000_000, 0.8, 0, List.of());
  public volatile List<String> depositProblems = List.of();
  public final List<DepositRequest> depositRequests = new ArrayList<>();
  public final List<RestoreRequest> restoreRequests = new ArrayList<>();
  public final List<Long> offers = new ArrayList<>();
  public volatile Limits limits = new Limits(0, 0, "", 0, -1);
  public volatile boolean withdrawn;
  public volatile CountDownLatch holdUp = new CountDownLatch(0);
  public volatile DepositCare care = DepositCare.STANDARD;
  public volatile Policy policy = Policy.STANDARD;
  public volatile AwayReport away = new AwayReport(null);
  public final List<String> deleted = Collections.synchronizedList(new ArrayList<>());
  public final List<Boolean> resumed = Collections.synchronizedList(new ArrayList<>());
  public volatile Map<Sample.Kind, List<Sample>> samples = Map.of();
  public volatile CertificateReport certificate =
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

  public volatile boolean closed;

  /** The book of the center that the node is; null when it is none. */
  public volatile List<CenterMember> book;

  public final List<String> invited = Collections.synchronizedList(new ArrayList<>());

  public static DepositSummary summary(DepositId id, String name, long files, long bytes) {
    return new DepositSummary(
        id,
        name,
        List.of("/home/me/" + name),
        Policy.STANDARD,
        2,
        2,
        files,
        bytes,
        THEN,
        THEN,
        false,
        "idle");
  }

  /** A pack with so many copies. */
  public static PackPlacement pack(int copies) {
    List<NodeId> holders = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      holders.add(new NodeId("%032x".formatted(i + 1)));
    }
    return new PackPlacement(new PackId("ab".repeat(32)), 33_000_000, Rank.C, holders);
  }

  private void refuse() {
    if (trouble != null) {
      throw trouble;
    }
  }

  private void hold() {
    try {
      holdUp.await();
    } catch (InterruptedException cancelled) {
      throw new HozonException(HozonException.Kind.FAILED, "Cancelled.", cancelled);
    }
  }

  @Override
  public StatusReport status() {
    refuse();
    return new StatusReport(
        NODE, "study", ACCOUNT, nodes().size(), deposits.size(), packs, offer, 0);
  }

  @Override
  public List<NodeReport> nodes() {
    refuse();
    List<NodeReport> nodes = new ArrayList<>();
    nodes.add(
        new NodeReport(
            NODE, "study", ACCOUNT, "JP", Rank.B, offer.bytes(), offer.used(), "alive", null));
    String[] names = {"tokyo-1", "tokyo-2", "大阪の倉庫", "berlin-office", "lyon"};
    Rank[] ranks = {Rank.A, Rank.B, Rank.C, Rank.A, Rank.B};
    String[] regions = {"JP", "JP", "JP", "DE", ""};
    for (int i = 0; i < names.length; i++) {
      nodes.add(
          new NodeReport(
              new NodeId("%032x".formatted(i + 1)),
              names[i],
              new AccountId("%032x".formatted(i + 100)),
              regions[i],
              ranks[i],
              (i + 1) * 400_000_000_000L,
              i * 37_000_000_000L,
              i == 4 ? "suspect" : "alive",
              i == 4 ? null : 0.4 * (i + 1)));
    }
    return nodes;
  }

  @Override
  public DepositReport deposit(DepositRequest request, Progress progress) {
    refuse();
    progress.report(new Progress.State("sending", 120, 300, 24_000_000, 64_000_000, 8_000_000, 5));
    hold();
    depositRequests.add(request);
    DepositSummary made = summary(PHOTOS, request.name(), 300, 64_000_000);
    deposits = List.of(made);
    return new DepositReport(
        PHOTOS,
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
        depositProblems);
  }

  @Override
  public List<DepositSummary> deposits() {
    refuse();
    return deposits;
  }

  @Override
  public List<VersionSummary> versions(DepositId deposit) {
    refuse();
    return List.of(
        new VersionSummary(1, THEN, NODE, 290, 60_000_000, 45_000_000, 0),
        new VersionSummary(2, THEN.plusSeconds(3600), NODE, 300, 64_000_000, 3_000_000, 2));
  }

  @Override
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    refuse();
    entries.forEach(visitor);
  }

  @Override
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    refuse();
    restoreRequests.add(request);
    return restoreReport;
  }

  @Override
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    refuse();
    return verifyReport;
  }

  @Override
  public List<PackPlacement> packs(DepositId deposit) {
    refuse();
    return placements;
  }

  @Override
  public DeleteReport delete(DepositId deposit, int version, Progress progress) {
    refuse();
    deleted.add(deposit + " " + version);
    if (version == 0) {
      deposits = deposits.stream().filter(each -> !each.deposit().equals(deposit)).toList();
    }
    return new DeleteReport(deposit, 2, 5, 33_000_000, 0, 0);
  }

  @Override
  public PolicyReport setPolicy(DepositId deposit, Policy wanted, Progress progress) {
    refuse();
    policy = wanted;
    return new PolicyReport(deposit, wanted, 2, 33_000_000, 0);
  }

  @Override
  public DepositCare settings(DepositId deposit) {
    refuse();
    return care;
  }

  @Override
  public DepositCare setCare(DepositId deposit, DepositCare wanted) {
    refuse();
    care = wanted;
    return care;
  }

  @Override
  public DepositCare resume(DepositId deposit, boolean acceptVanished) {
    refuse();
    resumed.add(acceptVanished);
    care = care.watching(true, false, null);
    return care;
  }

  @Override
  public AwayReport away() {
    refuse();
    return away;
  }

  @Override
  public AwayReport maintenance(Duration time) {
    refuse();
    away = new AwayReport(time.isZero() ? null : Instant.now().plus(time));
    return away;
  }

  @Override
  public HeldReport held() {
    refuse();
    return new HeldReport(
        5_120, 167_000_000_000L, Map.of(Rank.C, 100_000_000_000L, Rank.B, 67_000_000_000L));
  }

  @Override
  public List<Activity> activity(Instant after, int limit) {
    refuse();
    return activities.stream().filter(entry -> entry.at().isAfter(after)).limit(limit).toList();
  }

  @Override
  public List<Alert> alerts(Instant endedAfter) {
    refuse();
    return alerts;
  }

  @Override
  public List<Sample> samples(Sample.Kind kind, Instant from, Instant to) {
    refuse();
    return samples.getOrDefault(kind, List.of());
  }

  @Override
  public OfferReport offer() {
    refuse();
    return offer;
  }

  @Override
  public OfferReport setOffer(long bytes, Progress progress) {
    refuse();
    offers.add(bytes);
    offer = new OfferReport(bytes, offer.used());
    return offer;
  }

  @Override
  public OfferReport withdraw(Progress progress) {
    refuse();
    progress.report(new Progress.State("draining", 0, -1, 1_000_000, 2_000_000, 1_000, 1));
    hold();
    withdrawn = true;
    offer = new OfferReport(0, 0);
    return offer;
  }

  @Override
  public Limits limits() {
    refuse();
    return limits;
  }

  @Override
  public Limits setLimits(Limits wanted) {
    refuse();
    limits = wanted;
    return limits;
  }

  /** An invitation as a center writes it. */
  public static Invitation invitation() {
    return new Invitation(
        "friends",
        List.of(HostPort.parse("192.0.2.11:4750")),
        "ab".repeat(32),
        "c2VjcmV0LXRva2Vu",
        THEN.plusSeconds(7 * 86_400));
  }

  @Override
  public Invitation invite(String name, Duration valid) {
    refuse();
    invited.add(name);
    return invitation();
  }

  @Override
  public List<CenterMember> centerMembers() {
    refuse();
    return book == null ? HozonNode.super.centerMembers() : book;
  }

  @Override
  public CenterMember approve(AccountId account) {
    return decide(account, CenterMember.State.MEMBER);
  }

  @Override
  public CenterMember reject(AccountId account) {
    return decide(account, CenterMember.State.REJECTED);
  }

  private CenterMember decide(AccountId account, CenterMember.State state) {
    refuse();
    List<CenterMember> now = new ArrayList<>();
    for (CenterMember each : book) {
      now.add(
          each.account().equals(account)
              ? new CenterMember(account, each.name(), state, THEN)
              : each);
    }
    book = List.copyOf(now);
    return book.stream().filter(each -> each.account().equals(account)).findFirst().orElseThrow();
  }

  @Override
  public CertificateReport certificate() {
    refuse();
    return certificate;
  }

  @Override
  public void stop(boolean drain, Progress progress) {}

  @Override
  public void close() {
    closed = true;
  }
}
