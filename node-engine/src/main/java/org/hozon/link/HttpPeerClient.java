package org.hozon.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.Json;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.TrustBundle;

/** Asks other nodes over HTTP/1.1, with a pool of connections to each. Thread-safe. */
public final class HttpPeerClient implements PeerClient, AutoCloseable {
  private static final Duration SMALL = Duration.ofSeconds(60);
  private static final int PINGS = 3;

  private final LinkSetup setup;
  private final Calls calls;
  private final PackSender sender;

  /** Starts a client; it goes on until it is closed. */
  public HttpPeerClient(LinkSetup setup) {
    this.setup = setup;
    this.calls = new Calls(setup.limits(), setup.tls());
    this.sender = new PackSender(setup, calls);
  }

  @Override
  public Hello hello(HostPort address) throws IOException {
    Request request = calls.request(address, HttpMethod.GET, Wire.HELLO);
    return read(address.toString(), request, Wire.MAX_MESSAGE, Hello.class);
  }

  /** What a node knows of who belongs to the mesh. */
  public TrustBundle trust(HostPort address) throws IOException {
    Request request = calls.request(address, HttpMethod.GET, Wire.TRUST);
    return read(address.toString(), request, Wire.MAX_TRUST, TrustBundle.class);
  }

  /** Tells a node who belongs to the mesh. */
  public void tell(Peer peer, TrustBundle known) throws IOException {
    byte[] body = Json.MAPPER.writeValueAsBytes(known);
    Request request = calls.request(peer, HttpMethod.POST, Wire.TRUST).body(Calls.json(body));
    calls.call(Calls.who(peer), request, Wire.MAX_REASON, SMALL);
  }

  @Override
  public ChainResult send(PackTicket ticket, ByteBuffer bytes, List<Peer> chain) {
    if (bytes.remaining() != ticket.bytes()) {
      throw new IllegalArgumentException(
          "the ticket is for " + ticket.bytes() + " bytes, not " + bytes.remaining());
    }
    return sender.deliver(
        setup.signed(ticket),
        chain,
        (offset, sink) -> {
          ByteBuffer left = bytes.duplicate();
          left.position(left.position() + Math.toIntExact(offset));
          boolean taken = true;
          while (taken && left.hasRemaining()) {
            int size = Math.min(left.remaining(), Wire.FILE_BUFFER);
            taken = sink.push(left.slice(left.position(), size), () -> {});
            left.position(left.position() + size);
          }
        });
  }

  @Override
  public ChainResult sendStored(PackTicket ticket, List<Peer> chain) {
    return sender.deliver(
        setup.signed(ticket),
        chain,
        (offset, sink) -> {
          try (FileChannel file =
              setup.disk().read(ticket.pack()).orElseThrow(PackSender.NotHere::new)) {
            long position = offset;
            boolean taken = true;
            while (taken && position < ticket.bytes()) {
              RetainableByteBuffer.Mutable piece =
                  calls.client().getByteBufferPool().acquire(Wire.FILE_BUFFER, true);
              int size;
              try {
                size = fill(file, position, piece.getByteBuffer(), ticket.bytes() - position);
              } catch (IOException | RuntimeException unreadable) {
                piece.release();
                throw new PackSender.NotHere(unreadable);
              }
              taken = sink.push(piece.getByteBuffer(), piece::release);
              position += size;
            }
          }
        });
  }

  private static int fill(FileChannel file, long position, ByteBuffer piece, long most)
      throws IOException {
    piece.clear();
    piece.limit((int) Math.min(piece.capacity(), most));
    while (piece.hasRemaining()) {
      if (file.read(piece, position + piece.position()) < 0) {
        throw new EOFException("the pack file is too short");
      }
    }
    piece.flip();
    return piece.remaining();
  }

  /** Begins to forward a pack that this node is receiving. */
  Forward forward(PackTicket ticket, List<Peer> chain) {
    return new Forward(sender, ticket, chain);
  }

  @Override
  public ByteBuffer fetch(Peer from, PackId pack, long offset, int length) throws IOException {
    if (length < 0) {
      throw new IllegalArgumentException("a length is not negative: " + length);
    }
    ByteBuffer range = ByteBuffer.allocate(length);
    fetch(from, pack, offset, range);
    return range.flip();
  }

  @Override
  public void fetch(Peer from, PackId pack, long offset, ByteBuffer into) throws IOException {
    if (offset < 0) {
      throw new IllegalArgumentException("an offset is not negative: " + offset);
    }
    if (!into.hasRemaining()) {
      return;
    }
    Patience patience = new Patience(setup.limits().patience());
    while (true) {
      try {
        new Fetch(setup, calls, from, pack, offset, into.slice()).run();
        into.position(into.limit());
        return;
      } catch (PeerRefusal refusal) {
        if (!refusal.busy() || !patience.again()) {
          throw refusal;
        }
      }
    }
  }

  @Override
  public Set<PackId> holds(Peer peer, List<PackId> packs) throws IOException {
    Set<PackId> held = new HashSet<>();
    for (int from = 0; from < packs.size(); from += Wire.MAX_HELD) {
      List<PackId> some = packs.subList(from, Math.min(packs.size(), from + Wire.MAX_HELD));
      Request request =
          calls
              .request(peer, HttpMethod.POST, Wire.HELD)
              .body(Calls.json(Json.MAPPER.writeValueAsBytes(some)));
      held.addAll(List.of(read(Calls.who(peer), request, Wire.MAX_HELD_BYTES, PackId[].class)));
    }
    held.retainAll(new HashSet<>(packs));
    return held;
  }

  @Override
  public PeerMessage ask(Peer peer, PeerMessage message) throws IOException {
    byte[] body = Json.MAPPER.writerFor(PeerMessage.class).writeValueAsBytes(signed(message));
    byte[] answer =
        calls.patiently(
            Calls.who(peer),
            () -> calls.request(peer, HttpMethod.POST, Wire.MESSAGES).body(Calls.json(body)),
            Wire.MAX_MESSAGE,
            setup.limits().longestMessage().plus(setup.limits().stall()));
    return Wire.json(answer, PeerMessage.class);
  }

  private PeerMessage signed(PeerMessage message) {
    if (message instanceof PeerMessage.Reserve reserve) {
      return new PeerMessage.Reserve(setup.signed(reserve.ticket()));
    } else if (message instanceof PeerMessage.CopyOrder order) {
      return new PeerMessage.CopyOrder(setup.signed(order.ticket()), order.target());
    }
    return message;
  }

  @Override
  public CompletableFuture<NodeId> beat(Peer peer, NodeId self, Duration within) {
    try {
      Request request =
          calls
              .request(peer, HttpMethod.GET, Wire.PING)
              .headers(headers -> headers.put(Wire.FROM, self.value()));
      return calls
          .callLater(Calls.who(peer), request, Wire.MAX_REASON, within)
          .thenApply(answer -> pong(answer).node());
    } catch (IOException badAddress) {
      return CompletableFuture.failedFuture(badAddress);
    }
  }

  @Override
  public CompletableFuture<Duration> clockAhead(Peer peer, Duration within) {
    try {
      Instant asked = Instant.now();
      return calls
          .callLater(
              Calls.who(peer),
              calls.request(peer, HttpMethod.GET, Wire.PING),
              Wire.MAX_REASON,
              within)
          .thenApply(answer -> ahead(peer, pong(answer), asked, Instant.now()));
    } catch (IOException badAddress) {
      return CompletableFuture.failedFuture(badAddress);
    }
  }

  private static Duration ahead(Peer peer, Wire.Pong pong, Instant asked, Instant answered) {
    if (!peer.node().equals(pong.node()) || pong.clock() == null) {
      throw new UncheckedIOException(new IOException("Another node answered, or without a time."));
    }
    return Duration.between(
        asked.plus(Duration.between(asked, answered).dividedBy(2)), pong.clock());
  }

  private static Wire.Pong pong(byte[] answer) {
    try {
      return Wire.json(answer, Wire.Pong.class);
    } catch (IOException notAnAnswer) {
      throw new UncheckedIOException(notAnAnswer);
    }
  }

  @Override
  public boolean putHead(Peer peer, Head head) throws IOException {
    Request request =
        calls
            .request(peer, HttpMethod.PUT, Wire.HEADS)
            .body(Calls.json(Json.MAPPER.writeValueAsBytes(head)));
    return read(Calls.who(peer), request, Wire.MAX_REASON, Wire.Kept.class).kept();
  }

  @Override
  public List<Head> heads(Peer peer, AccountId account) throws IOException {
    Request request = calls.request(peer, HttpMethod.GET, Wire.HEADS + "/" + account);
    return List.of(read(Calls.who(peer), request, Wire.MAX_HEADS, Head[].class));
  }

  /**
   * Measures the round trip to a peer: the best of three, after which the {@link LineMeter} knows
   * it.
   *
   * @param within most time it may take
   */
  public Duration roundTrip(Peer peer, Duration within) throws IOException {
    long endsAt = System.nanoTime() + within.toNanos();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < PINGS && (i == 0 || System.nanoTime() < endsAt); i++) {
      Request request = calls.request(peer, HttpMethod.GET, Wire.PING);
      long began = System.nanoTime();
      calls.call(Calls.who(peer), request, Wire.MAX_REASON, atLeastAMilli(endsAt - began));
      best = Math.min(best, System.nanoTime() - began);
    }
    setup.meter().roundTrip(peer.node(), best / 1e6);
    return Duration.ofNanos(best);
  }

  /**
   * Measures the speed of the line to a peer by sending it bytes to throw away; the {@link
   * LineMeter} knows it then.
   *
   * @param roundTrip how long an answer takes at best
   * @param within most time it may take; a line that needs longer counts as that slow
   * @return bytes per second
   */
  double probe(Peer peer, int bytes, Duration roundTrip, Duration within) throws IOException {
    double speed = new Probe(setup, calls, peer, bytes).run(roundTrip, within);
    setup.meter().speed(peer.node(), speed);
    return speed;
  }

  private <T> T read(String who, Request request, int maxAnswer, Class<T> type) throws IOException {
    return Wire.json(calls.call(who, request, maxAnswer, SMALL), type);
  }

  private static Duration atLeastAMilli(long nanos) {
    return Duration.ofMillis(Math.max(1, nanos / 1_000_000));
  }

  PackSender sender() {
    return sender;
  }

  /** What client and server share. */
  LinkSetup setup() {
    return setup;
  }

  /** Nodes of a chain after its first. */
  static List<Peer> after(List<Peer> chain) {
    return new ArrayList<>(chain.subList(1, chain.size()));
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    calls.close();
  }
}
