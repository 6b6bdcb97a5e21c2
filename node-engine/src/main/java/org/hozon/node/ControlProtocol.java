package org.hozon.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.hozon.model.DepositCare;
import org.hozon.model.DepositId;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;
import org.hozon.model.Policy;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;
import org.hozon.model.Sample;

/**
 * What travels over the control port: {@code POST /v1/<call>} with {@link Arguments}; the answer is
 * lines of JSON ({@link Line}), any number of progress and item lines and exactly one result or
 * error line, which is the last. Empty lines show that the node is alive.
 */
final class ControlProtocol {
  static final String PATH = "/v1/";
  static final String CONTENT_TYPE = "application/x-ndjson";

  /** An empty line at least this often while a call runs. */
  static final int ALIVE_MILLIS = 500;

  private ControlProtocol() {}

  /** The name of each call of {@link HozonNode} in the path. */
  enum Call {
    STATUS,
    NODES,
    DEPOSIT,
    DEPOSITS,
    VERSIONS,
    FILES,
    RESTORE,
    VERIFY,
    PACKS,
    DELETE,
    SET_POLICY,
    SETTINGS,
    SET_CARE,
    RESUME,
    HELD,
    ACTIVITY,
    ALERTS,
    AWAY,
    MAINTENANCE,
    SAMPLES,
    OFFER,
    SET_OFFER,
    INVITE,
    CENTER_MEMBERS,
    APPROVE,
    REJECT,
    REVOKE,
    WITHDRAW,
    LIMITS,
    SET_LIMITS,
    STOP,
    CERTIFICATE
  }

  /** What a call is given; each call reads its own. */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Arguments(
      DepositRequest request,
      RestoreRequest take,
      DepositId deposit,
      int version,
      String path,
      double samplePercent,
      Instant after,
      int limit,
      long bytes,
      boolean drain,
      Policy policy,
      DepositCare care,
      boolean accept,
      Limits limits,
      Sample.Kind kind,
      Instant until) {
    static final Arguments NONE = new Filling().done();

    static Arguments of(DepositRequest request) {
      return new Filling().request(request).done();
    }

    static Arguments of(RestoreRequest take) {
      return new Filling().take(take).done();
    }

    static Arguments of(DepositId deposit) {
      return new Filling().deposit(deposit).done();
    }

    static Arguments of(Limits limits) {
      return new Filling().limits(limits).done();
    }

    static Arguments files(DepositId deposit, int version, String path) {
      return new Filling().deposit(deposit).version(version).path(path).done();
    }

    /** What names somebody: an account, a node, a name. */
    static Arguments about(String subject) {
      return new Filling().path(subject).done();
    }

    /** A name and how long it is good for; the seconds travel in the place of bytes. */
    static Arguments invite(String name, Duration valid) {
      return new Filling().path(name).bytes(valid.toSeconds()).done();
    }

    static Arguments verify(DepositId deposit, double samplePercent) {
      return new Filling().deposit(deposit).samplePercent(samplePercent).done();
    }

    static Arguments activity(Instant after, int limit) {
      return new Filling().after(after).limit(limit).done();
    }

    static Arguments samples(Sample.Kind kind, Instant from, Instant until) {
      return new Filling().kind(kind).after(from).until(until).done();
    }

    static Arguments bytes(long bytes) {
      return new Filling().bytes(bytes).done();
    }

    /** A time; it travels in the place of bytes. */
    static Arguments millis(long millis) {
      return bytes(millis);
    }

    static Arguments delete(DepositId deposit, int version) {
      return new Filling().deposit(deposit).version(version).done();
    }

    static Arguments policy(DepositId deposit, Policy policy) {
      return new Filling().deposit(deposit).policy(policy).done();
    }

    static Arguments care(DepositId deposit, DepositCare care) {
      return new Filling().deposit(deposit).care(care).done();
    }

    static Arguments resume(DepositId deposit, boolean accept) {
      return new Filling().deposit(deposit).accept(accept).done();
    }

    static Arguments drain(boolean drain) {
      return new Filling().drain(drain).done();
    }
  }

  /** Arguments being put together, each by its name; what is not said is left out. */
  private static final class Filling {
    private DepositRequest request;
    private RestoreRequest take;
    private DepositId deposit;
    private int version;
    private String path;
    private double samplePercent;
    private Instant after;
    private int limit;
    private long bytes;
    private boolean drain;
    private Policy policy;
    private DepositCare care;
    private boolean accept;
    private Limits limits;
    private Sample.Kind kind;
    private Instant until;

    Filling request(DepositRequest value) {
      request = value;
      return this;
    }

    Filling take(RestoreRequest value) {
      take = value;
      return this;
    }

    Filling deposit(DepositId value) {
      deposit = value;
      return this;
    }

    Filling version(int value) {
      version = value;
      return this;
    }

    Filling path(String value) {
      path = value;
      return this;
    }

    Filling samplePercent(double value) {
      samplePercent = value;
      return this;
    }

    Filling after(Instant value) {
      after = value;
      return this;
    }

    Filling limit(int value) {
      limit = value;
      return this;
    }

    Filling bytes(long value) {
      bytes = value;
      return this;
    }

    Filling drain(boolean value) {
      drain = value;
      return this;
    }

    Filling policy(Policy value) {
      policy = value;
      return this;
    }

    Filling care(DepositCare value) {
      care = value;
      return this;
    }

    Filling accept(boolean value) {
      accept = value;
      return this;
    }

    Filling limits(Limits value) {
      limits = value;
      return this;
    }

    Filling kind(Sample.Kind value) {
      kind = value;
      return this;
    }

    Filling until(Instant value) {
      until = value;
      return this;
    }

    Arguments done() {
      return new Arguments(
          request,
          take,
          deposit,
          version,
          path,
          samplePercent,
          after,
          limit,
          bytes,
          drain,
          policy,
          care,
          accept,
          limits,
          kind,
          until);
    }
  }

  /** A trouble as it travels. */
  record Trouble(HozonException.Kind kind, String sentence) {
    HozonException toException() {
      return new HozonException(kind, sentence);
    }
  }

  /** One line of an answer; exactly one field is there. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(Progress.State progress, JsonNode item, Answer result, Trouble error) {}

  /** A result; its value may be null. */
  record Answer(JsonNode value) {}
}
