package org.hozon.node;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
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
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.model.Json;
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

/** The running node of a home, through its control port; each call opens its own connection. */
public final class ControlClient implements HozonNode {
  private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

  private final Path home;

  /**
   * The node of a home; whether one runs shows with the first call, which otherwise throws {@link
   * HozonException} of kind NO_NODE.
   */
  public ControlClient(Path home) {
    this.home = home.toAbsolutePath();
  }

  @Override
  public StatusReport status() {
    return call(
        ControlProtocol.Call.STATUS, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public List<NodeReport> nodes() {
    return call(
        ControlProtocol.Call.NODES, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public DepositReport deposit(DepositRequest request, Progress progress) {
    return call(
        ControlProtocol.Call.DEPOSIT,
        ControlProtocol.Arguments.of(request),
        progress,
        new TypeReference<>() {});
  }

  @Override
  public List<DepositSummary> deposits() {
    return call(
        ControlProtocol.Call.DEPOSITS, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public List<VersionSummary> versions(DepositId deposit) {
    return call(
        ControlProtocol.Call.VERSIONS,
        ControlProtocol.Arguments.of(deposit),
        new TypeReference<>() {});
  }

  @Override
  public void files(DepositId deposit, int version, String path, Consumer<FileEntry> visitor) {
    new ControlExchange(
            home,
            ControlProtocol.Call.FILES,
            ControlProtocol.Arguments.files(deposit, version, path))
        .run(Progress.NONE, item -> visitor.accept(read(item, new TypeReference<FileEntry>() {})));
  }

  @Override
  public RestoreReport restore(RestoreRequest request, Progress progress) {
    return call(
        ControlProtocol.Call.RESTORE,
        ControlProtocol.Arguments.of(request),
        progress,
        new TypeReference<>() {});
  }

  @Override
  public VerifyReport verify(DepositId deposit, double samplePercent, Progress progress) {
    return call(
        ControlProtocol.Call.VERIFY,
        ControlProtocol.Arguments.verify(deposit, samplePercent),
        progress,
        new TypeReference<>() {});
  }

  @Override
  public List<PackPlacement> packs(DepositId deposit) {
    return call(
        ControlProtocol.Call.PACKS,
        ControlProtocol.Arguments.of(deposit),
        new TypeReference<>() {});
  }

  @Override
  public DeleteReport delete(DepositId deposit, int version, Progress progress) {
    return call(
        ControlProtocol.Call.DELETE,
        ControlProtocol.Arguments.delete(deposit, version),
        progress,
        new TypeReference<>() {});
  }

  @Override
  public PolicyReport setPolicy(DepositId deposit, Policy policy, Progress progress) {
    return call(
        ControlProtocol.Call.SET_POLICY,
        ControlProtocol.Arguments.policy(deposit, policy),
        progress,
        new TypeReference<>() {});
  }

  @Override
  public DepositCare settings(DepositId deposit) {
    return call(
        ControlProtocol.Call.SETTINGS,
        ControlProtocol.Arguments.of(deposit),
        new TypeReference<>() {});
  }

  @Override
  public DepositCare setCare(DepositId deposit, DepositCare care) {
    return call(
        ControlProtocol.Call.SET_CARE,
        ControlProtocol.Arguments.care(deposit, care),
        new TypeReference<>() {});
  }

  @Override
  public DepositCare resume(DepositId deposit, boolean acceptVanished) {
    return call(
        ControlProtocol.Call.RESUME,
        ControlProtocol.Arguments.resume(deposit, acceptVanished),
        new TypeReference<>() {});
  }

  @Override
  public HeldReport held() {
    return call(
        ControlProtocol.Call.HELD, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public List<Activity> activity(Instant after, int limit) {
    return call(
        ControlProtocol.Call.ACTIVITY,
        ControlProtocol.Arguments.activity(after, limit),
        new TypeReference<>() {});
  }

  @Override
  public List<Alert> alerts(Instant endedAfter) {
    return call(
        ControlProtocol.Call.ALERTS,
        ControlProtocol.Arguments.activity(endedAfter, 0),
        new TypeReference<>() {});
  }

  @Override
  public AwayReport away() {
    return call(
        ControlProtocol.Call.AWAY, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public AwayReport maintenance(Duration time) {
    return call(
        ControlProtocol.Call.MAINTENANCE,
        ControlProtocol.Arguments.millis(time.toMillis()),
        new TypeReference<>() {});
  }

  @Override
  public List<Sample> samples(Sample.Kind kind, Instant from, Instant to) {
    return call(
        ControlProtocol.Call.SAMPLES,
        ControlProtocol.Arguments.samples(kind, from, to),
        new TypeReference<>() {});
  }

  @Override
  public OfferReport offer() {
    return call(
        ControlProtocol.Call.OFFER, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public OfferReport setOffer(long bytes, Progress progress) {
    return call(
        ControlProtocol.Call.SET_OFFER,
        ControlProtocol.Arguments.bytes(bytes),
        progress,
        new TypeReference<>() {});
  }

  @Override
  public OfferReport withdraw(Progress progress) {
    return call(
        ControlProtocol.Call.WITHDRAW,
        ControlProtocol.Arguments.NONE,
        progress,
        new TypeReference<>() {});
  }

  @Override
  public Limits limits() {
    return call(
        ControlProtocol.Call.LIMITS, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public Limits setLimits(Limits limits) {
    return call(
        ControlProtocol.Call.SET_LIMITS,
        ControlProtocol.Arguments.of(limits),
        new TypeReference<>() {});
  }

  @Override
  public Invitation invite(String name, Duration valid) {
    return call(
        ControlProtocol.Call.INVITE,
        ControlProtocol.Arguments.invite(name, valid),
        new TypeReference<>() {});
  }

  @Override
  public List<CenterMember> centerMembers() {
    return call(
        ControlProtocol.Call.CENTER_MEMBERS,
        ControlProtocol.Arguments.NONE,
        new TypeReference<>() {});
  }

  @Override
  public CenterMember approve(AccountId account) {
    return call(
        ControlProtocol.Call.APPROVE,
        ControlProtocol.Arguments.about(account.value()),
        new TypeReference<>() {});
  }

  @Override
  public CenterMember reject(AccountId account) {
    return call(
        ControlProtocol.Call.REJECT,
        ControlProtocol.Arguments.about(account.value()),
        new TypeReference<>() {});
  }

  @Override
  public CertificateReport certificate() {
    return call(
        ControlProtocol.Call.CERTIFICATE, ControlProtocol.Arguments.NONE, new TypeReference<>() {});
  }

  @Override
  public int revoke(NodeId machine) {
    return call(
        ControlProtocol.Call.REVOKE,
        ControlProtocol.Arguments.about(machine.value()),
        new TypeReference<>() {});
  }

  /** Returns when the node has let go of its home. */
  @Override
  public void stop(boolean drain, Progress progress) {
    ControlExchange exchange =
        new ControlExchange(
            home, ControlProtocol.Call.STOP, ControlProtocol.Arguments.drain(drain));
    exchange.run(progress, item -> {});
    exchange.awaitGone(LONGEST_STOP);
  }

  /** Nothing to let go of. */
  @Override
  public void close() {}

  private <T> T call(
      ControlProtocol.Call call, ControlProtocol.Arguments given, TypeReference<T> type) {
    return call(call, given, Progress.NONE, type);
  }

  private <T> T call(
      ControlProtocol.Call call,
      ControlProtocol.Arguments given,
      Progress progress,
      TypeReference<T> type) {
    return read(new ControlExchange(home, call, given).run(progress, item -> {}), type);
  }

  private static <T> T read(JsonNode value, TypeReference<T> type) {
    try {
      return Json.MAPPER.readerFor(type).readValue(value);
    } catch (java.io.IOException notSuch) {
      throw new HozonException(
          HozonException.Kind.FAILED,
          "The node's answer was not understood; are the command and the node of one version?",
          notSuch);
    }
  }
}
