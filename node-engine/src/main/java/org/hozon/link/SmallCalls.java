package org.hozon.link;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.hozon.crypto.Passport;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PeerMessage;
import org.hozon.model.TrustBundle;

/** Answers everything that is not a pack. */
final class SmallCalls {
  private final LinkSetup setup;
  private final PeerDesk desk;
  private final Lanes messages;
  private final Lanes probes;

  SmallCalls(LinkSetup setup, PeerDesk desk) {
    this.setup = setup;
    this.desk = desk;
    this.messages = new Lanes(setup.limits().messages(), "with other messages");
    this.probes = new Lanes(setup.limits().serving(), "with other probes");
  }

  void hello(Response response, Callback callback) {
    Answers.json(response, callback, 200, desk.hello());
  }

  void held(Request request, Response response, Callback callback) throws Refusal, IOException {
    PackId[] asked =
        Bodies.json(request, setup.limits().senderStall(), Wire.MAX_HELD_BYTES, PackId[].class);
    if (asked.length > Wire.MAX_HELD) {
      throw new Refusal(413, "at most " + Wire.MAX_HELD + " packs can be asked for at a time");
    }
    List<PackId> held = new ArrayList<>();
    for (PackId pack : asked) {
      if (pack != null && setup.disk().contains(pack) && desk.keeps(pack)) {
        held.add(pack);
      }
    }
    Answers.json(response, callback, 200, held);
  }

  void partial(PackId pack, Response response, Callback callback) {
    Answers.json(response, callback, 200, new Wire.Partial(setup.disk().partialBytes(pack)));
  }

  void message(Passport caller, Request request, Response response, Callback callback)
      throws Refusal, IOException {
    PeerMessage message =
        Bodies.json(request, setup.limits().senderStall(), Wire.MAX_MESSAGE, PeerMessage.class);
    Callers.requireSender(message, caller);
    String reply;
    messages.enter();
    try (Heartbeat heartbeat =
        new Heartbeat(
            response,
            request.getComponents().getScheduler(),
            setup.limits().beat(),
            setup.limits().longestMessage())) {
      heartbeat.start();
      reply = Json.MAPPER.writerFor(PeerMessage.class).writeValueAsString(desk.answer(message));
    } finally {
      messages.leave();
    }
    Answers.text(response, callback, 200, reply);
  }

  void trust(Response response, Callback callback) {
    Answers.json(response, callback, 200, desk.trust());
  }

  void learn(Request request, Response response, Callback callback) throws Refusal, IOException {
    TrustBundle told =
        Bodies.json(request, setup.limits().senderStall(), Wire.MAX_TRUST, TrustBundle.class);
    desk.learn(told);
    Answers.text(response, callback, 200, "{}");
  }

  void putHead(Request request, Response response, Callback callback) throws Refusal, IOException {
    Head head = Bodies.json(request, setup.limits().senderStall(), Wire.MAX_HEAD, Head.class);
    Answers.json(response, callback, 200, new Wire.Kept(desk.putHead(head)));
  }

  void heads(AccountId account, Response response, Callback callback) {
    Answers.json(response, callback, 200, desk.heads(account));
  }

  /** Answers at once whatever else goes on here. */
  void ping(Passport caller, Request request, Response response, Callback callback) throws Refusal {
    String from = request.getHeaders().get(Wire.FROM);
    try {
      NodeId sender = from == null ? null : new NodeId(from);
      Callers.requireSelf(sender, caller);
      Answers.json(response, callback, 200, new Wire.Pong(desk.beat(sender), Instant.now()));
    } catch (IllegalArgumentException notAnId) {
      throw new Refusal(400, "a ping names the node it is from, or none");
    }
  }

  /** Throws away what comes, at the speed at which packs would be taken. */
  void probe(Request request, Response response, Callback callback) throws Refusal, IOException {
    if (request.getLength() > Wire.MAX_PROBE) {
      throw new Refusal(413, "a probe has at most 1 MiB");
    }
    long endsAt = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    long bytes = 0;
    probes.enter();
    try {
      boolean last = false;
      while (!last) {
        Content.Chunk chunk = Wire.next(request, setup.limits().senderStall());
        try {
          bytes += chunk.remaining();
          setup.download().takeAll(chunk.remaining());
          last = chunk.isLast();
        } catch (InterruptedException cancelled) {
          throw Interruption.of(cancelled);
        } finally {
          chunk.release();
        }
        if (bytes > Wire.MAX_PROBE || System.nanoTime() > endsAt) {
          throw new Refusal(413, "a probe has at most 1 MiB and takes at most a minute");
        }
      }
    } finally {
      probes.leave();
    }
    Answers.text(response, callback, 200, "{}");
  }
}
