package org.hozon.node;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.hozon.model.DepositId;
import org.hozon.model.DepositRequest;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;
import org.hozon.model.Progress;
import org.hozon.model.RestoreRequest;

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
    HELD,
    ACTIVITY,
    ALERTS,
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
      Limits limits) {
    static final Arguments NONE =
        new Arguments(null, null, null, 0, null, 0, null, 0, 0, false, null);

    static Arguments of(Limits limits) {
      return new Arguments(null, null, null, 0, null, 0, null, 0, 0, false, limits);
    }

    static Arguments of(DepositRequest request) {
      return new Arguments(request, null, null, 0, null, 0, null, 0, 0, false, null);
    }

    static Arguments of(RestoreRequest take) {
      return new Arguments(null, take, null, 0, null, 0, null, 0, 0, false, null);
    }

    static Arguments of(DepositId deposit) {
      return new Arguments(null, null, deposit, 0, null, 0, null, 0, 0, false, null);
    }

    static Arguments files(DepositId deposit, int version, String path) {
      return new Arguments(null, null, deposit, version, path, 0, null, 0, 0, false, null);
    }

    /** What names somebody: an account, a node, a name. */
    static Arguments about(String subject) {
      return new Arguments(null, null, null, 0, subject, 0, null, 0, 0, false, null);
    }

    static Arguments invite(String name, Duration valid) {
      return new Arguments(null, null, null, 0, name, 0, null, 0, valid.toSeconds(), false, null);
    }

    static Arguments verify(DepositId deposit, double samplePercent) {
      return new Arguments(null, null, deposit, 0, null, samplePercent, null, 0, 0, false, null);
    }

    static Arguments activity(Instant after, int limit) {
      return new Arguments(null, null, null, 0, null, 0, after, limit, 0, false, null);
    }

    static Arguments bytes(long bytes) {
      return new Arguments(null, null, null, 0, null, 0, null, 0, bytes, false, null);
    }

    static Arguments drain(boolean drain) {
      return new Arguments(null, null, null, 0, null, 0, null, 0, 0, drain, null);
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
