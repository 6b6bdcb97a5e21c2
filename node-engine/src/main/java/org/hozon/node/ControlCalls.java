package org.hozon.node;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hozon.model.AccountId;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.Progress;

/** Carries out the calls that come through the control port on the node behind it. */
final class ControlCalls {
  /** Stops the node behind the port, not waiting for the port itself. */
  @FunctionalInterface
  interface Stop {
    void stop(boolean drain, Progress progress);
  }

  private final HozonNode node;
  private final Stop stop;

  ControlCalls(HozonNode node, Stop stop) {
    this.node = node;
    this.stop = stop;
  }

  /**
   * Runs a call to its end.
   *
   * @param items takes what a call hands out one by one
   * @return what it returns; null for a call that returns nothing
   */
  Object run(
      ControlProtocol.Call call,
      ControlProtocol.Arguments given,
      Progress progress,
      Consumer<Object> items) {
    return switch (call) {
      case STATUS -> node.status();
      case NODES -> node.nodes();
      case DEPOSIT -> node.deposit(required(given.request(), "request"), progress);
      case DEPOSITS -> node.deposits();
      case VERSIONS -> node.versions(required(given.deposit(), "deposit"));
      case FILES -> {
        node.files(
            required(given.deposit(), "deposit"), given.version(), given.path(), items::accept);
        yield null;
      }
      case RESTORE -> node.restore(required(given.take(), "take"), progress);
      case VERIFY ->
          node.verify(required(given.deposit(), "deposit"), given.samplePercent(), progress);
      case PACKS -> node.packs(given.deposit());
      case DELETE -> node.delete(required(given.deposit(), "deposit"), given.version(), progress);
      case SET_POLICY ->
          node.setPolicy(
              required(given.deposit(), "deposit"), required(given.policy(), "policy"), progress);
      case SETTINGS -> node.settings(required(given.deposit(), "deposit"));
      case SET_CARE ->
          node.setCare(required(given.deposit(), "deposit"), required(given.care(), "care"));
      case RESUME -> node.resume(required(given.deposit(), "deposit"), given.accept());
      case HELD -> node.held();
      case ACTIVITY -> node.activity(required(given.after(), "after"), given.limit());
      case ALERTS -> node.alerts(required(given.after(), "after"));
      case AWAY -> node.away();
      case MAINTENANCE -> node.maintenance(Duration.ofMillis(given.bytes()));
      case SAMPLES ->
          node.samples(
              required(given.kind(), "kind"),
              required(given.after(), "after"),
              required(given.until(), "until"));
      case OFFER -> node.offer();
      case INVITE ->
          node.invite(given.path() == null ? "" : given.path(), Duration.ofSeconds(given.bytes()));
      case CENTER_MEMBERS -> node.centerMembers();
      case APPROVE -> node.approve(id(given.path(), "account", AccountId::new));
      case REJECT -> node.reject(id(given.path(), "account", AccountId::new));
      case CERTIFICATE -> node.certificate();
      case REVOKE -> node.revoke(id(given.path(), "node", NodeId::new));
      case SET_OFFER -> node.setOffer(given.bytes(), progress);
      case WITHDRAW -> node.withdraw(progress);
      case LIMITS -> node.limits();
      case SET_LIMITS -> node.setLimits(required(given.limits(), "limits"));
      case STOP -> {
        stop.stop(given.drain(), progress);
        yield null;
      }
    };
  }

  private static <T> T id(String text, String name, Function<String, T> type) {
    try {
      return type.apply(required(text, name));
    } catch (IllegalArgumentException wrong) {
      throw new HozonException(
          HozonException.Kind.USAGE, "The command did not give the id of the " + name + ".", wrong);
    }
  }

  private static <T> T required(T value, String name) {
    if (value == null) {
      throw new HozonException(
          HozonException.Kind.USAGE, "The command did not say '" + name + "', which it must.");
    }
    return value;
  }
}
