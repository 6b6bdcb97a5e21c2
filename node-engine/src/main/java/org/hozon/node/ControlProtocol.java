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
    STOP
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
    static final Arguments NONE =
        new Arguments(
            null, null, null, 0, null, 0, null, 0, 0, false, null, null, false, null, null, null);

    static Arguments samples(Sample.Kind kind, Instant from, Instant until) {
      return new Arguments(
          null, null, null, 0, null, 0, from, 0, 0, false, null, null, false, null, kind, until);
    }

    static Arguments of(Limits limits) {
      return new Arguments(
          null, null, null, 0, null, 0, null, 0, 0, false, null, null, false, limits, null, null);
    }

    static Arguments of(DepositRequest request) {
      return new Arguments(
          request, null, null, 0, null, 0, null, 0, 0, false, null, null, false, null, null, null);
    }

    static Arguments of(RestoreRequest take) {
      return new Arguments(
          null, take, null, 0, null, 0, null, 0, 0, false, null, null, false, null, null, null);
    }

    static Arguments of(DepositId deposit) {
      return new Arguments(
          null, null, deposit, 0, null, 0, null, 0, 0, false, null, null, false, null, null, null);
    }

    static Arguments files(DepositId deposit, int version, String path) {
      return new Arguments(
          null, null, deposit, version, path, 0, null, 0, 0, false, null, null, false, null, null,
          null);
    }

    /** What names somebody: an account, a node, a name. */
    static Arguments about(String subject) {
      return files(null, 0, subject);
    }

    static Arguments invite(String name, Duration valid) {
      return new Arguments(
          null, null, null, 0, name, 0, null, 0, valid.toSeconds(), false, null, null, false, null);
    }

    static Arguments verify(DepositId deposit, double samplePercent) {
      return new Arguments(
          null,
          null,
          deposit,
          0,
          null,
          samplePercent,
          null,
          0,
          0,
          false,
          null,
          null,
          false,
          null,
          null,
          null);
    }

    static Arguments activity(Instant after, int limit) {
      return new Arguments(
          null, null, null, 0, null, 0, after, limit, 0, false, null, null, false, null, null,
          null);
    }

    static Arguments bytes(long bytes) {
      return new Arguments(
          null, null, null, 0, null, 0, null, 0, bytes, false, null, null, false, null, null, null);
    }

    static Arguments delete(DepositId deposit, int version) {
      return new Arguments(
          null, null, deposit, version, null, 0, null, 0, 0, false, null, null, false, null, null,
          null);
    }

    static Arguments policy(DepositId deposit, Policy policy) {
      return new Arguments(
          null, null, deposit, 0, null, 0, null, 0, 0, false, policy, null, false, null, null,
          null);
    }

    static Arguments care(DepositId deposit, DepositCare care) {
      return new Arguments(
          null, null, deposit, 0, null, 0, null, 0, 0, false, null, care, false, null, null, null);
    }

    static Arguments resume(DepositId deposit, boolean accept) {
      return new Arguments(
          null, null, deposit, 0, null, 0, null, 0, 0, false, null, null, accept, null, null, null);
    }

    /** A time; it travels in the place of bytes. */
    static Arguments millis(long millis) {
      return bytes(millis);
    }

    static Arguments drain(boolean drain) {
      return new Arguments(
          null, null, null, 0, null, 0, null, 0, 0, drain, null, null, false, null, null, null);
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
