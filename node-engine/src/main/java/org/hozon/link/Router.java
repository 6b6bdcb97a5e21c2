package org.hozon.link;

import java.io.IOException;
import java.util.function.Function;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hozon.crypto.Passport;
import org.hozon.model.AccountId;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who serves a request, and answers for those who fail. */
final class Router extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private final Callers callers;
  private final SmallCalls small;
  private final PackIntake intake;
  private final PackOutlet outlet;

  Router(Callers callers, SmallCalls small, PackIntake intake, PackOutlet outlet) {
    this.callers = callers;
    this.small = small;
    this.intake = intake;
    this.outlet = outlet;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    try {
      route(request, response, callback);
    } catch (Refusal refusal) {
      LOG.debug("refused {} {}: {}", request.getMethod(), request.getHttpURI(), refusal);
      Answers.refusal(response, callback, refusal);
    } catch (HozonException trouble) {
      LOG.info(
          "cannot serve {} {}: {}",
          request.getMethod(),
          request.getHttpURI(),
          trouble.getMessage());
      Answers.refusal(response, callback, new Refusal(500, trouble.getMessage()));
    } catch (SilentPeer silent) {
      LOG.debug("{} {} stalled", request.getMethod(), request.getHttpURI(), silent);
      Answers.refusal(response, callback, new Refusal(408, silent.getMessage()));
    } catch (IOException broken) {
      LOG.debug("{} {} broke off", request.getMethod(), request.getHttpURI(), broken);
      callback.failed(new EofException(broken));
    } catch (RuntimeException unexpected) {
      LOG.error("cannot serve {} {}", request.getMethod(), request.getHttpURI(), unexpected);
      if (response.isCommitted()) {
        callback.failed(unexpected);
      } else {
        Answers.refusal(
            response, callback, new Refusal(500, "this node has an internal fault; see its log"));
      }
    }
    return true;
  }

  private void route(Request request, Response response, Callback callback)
      throws Refusal, IOException {
    Passport caller = callers.of(request);
    String path = Request.getPathInContext(request);
    switch (request.getMethod() + " " + path) {
      case "GET " + Wire.HELLO -> small.hello(response, callback);
      case "GET " + Wire.PING -> small.ping(caller, request, response, callback);
      case "POST " + Wire.PROBE -> small.probe(request, response, callback);
      case "POST " + Wire.MESSAGES -> small.message(caller, request, response, callback);
      case "POST " + Wire.HELD -> small.held(request, response, callback);
      case "GET " + Wire.TRUST -> small.trust(response, callback);
      case "POST " + Wire.TRUST -> small.learn(request, response, callback);
      case "PUT " + Wire.HEADS -> small.putHead(request, response, callback);
      default -> named(request.getMethod(), path, request, response, callback);
    }
  }

  private void named(
      String method, String path, Request request, Response response, Callback callback)
      throws Refusal, IOException {
    if (path.startsWith(Wire.HEADS + "/") && method.equals("GET")) {
      String name = path.substring(Wire.HEADS.length() + 1);
      small.heads(id(name, AccountId::new), response, callback);
    } else if (path.startsWith(Wire.PACKS)) {
      pack(method, path.substring(Wire.PACKS.length()), request, response, callback);
    } else {
      throw unknown();
    }
  }

  private void pack(
      String method, String name, Request request, Response response, Callback callback)
      throws Refusal, IOException {
    if (name.endsWith(Wire.PARTIAL) && method.equals("GET")) {
      String pack = name.substring(0, name.length() - Wire.PARTIAL.length());
      small.partial(id(pack, PackId::new), response, callback);
      return;
    }
    PackId pack = id(name, PackId::new);
    switch (method) {
      case "PUT" -> intake.take(pack, request, response, callback);
      case "GET", "HEAD" -> outlet.give(pack, request, response, callback);
      default -> throw new Refusal(405, "packs can be put, got and asked for their head");
    }
  }

  private static <T> T id(String name, Function<String, T> type) throws Refusal {
    try {
      return type.apply(name);
    } catch (IllegalArgumentException notAnId) {
      throw unknown();
    }
  }

  private static Refusal unknown() {
    return new Refusal(404, "there is nothing of that name here");
  }
}
