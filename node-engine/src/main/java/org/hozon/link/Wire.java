package org.hozon.link;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.HostPort;
import org.hozon.model.Json;
import org.hozon.model.MayLack;
import org.hozon.model.NodeId;
import org.hozon.model.PackTicket;
import org.hozon.model.Whole;

/** The names, bounds and spellings that client and server of the data plane agree on. */
final class Wire {
  static final String HELLO = "/v1/hello";
  static final String PACKS = "/v1/packs/";
  static final String HELD = "/v1/packs/held";
  static final String PARTIAL = "/partial";
  static final String MESSAGES = "/v1/messages";
  static final String HEADS = "/v1/heads";
  static final String TRUST = "/v1/trust";
  static final String PROBE = "/v1/probe";
  static final String PING = "/v1/ping";

  /** The {@link PackTicket} as JSON in base64url. */
  static final String TICKET = "Hozon-Ticket";

  /** Who comes after the receiver: {@code node@host:port,…}. */
  static final String CHAIN = "Hozon-Chain";

  /** Who gives a sign of life, with a ping. */
  static final String FROM = "Hozon-From";

  /** Where in the pack the body begins; without it at 0. */
  static final String OFFSET = "Hozon-Offset";

  /** Also stands in front of a body that is not one. */
  static final String JSON = "application/json";

  static final int MAX_HEADERS = 32 << 10;
  static final int MAX_TICKET = 16 << 10;
  static final int MAX_CHAIN = 8;
  static final int MAX_MESSAGE = 4 << 20;
  static final int MAX_HEAD = 1 << 20;
  static final int MAX_HEADS = 16 << 20;
  static final int MAX_TRUST = 16 << 20;
  static final int MAX_HELD = 10_000;
  static final int MAX_HELD_BYTES = 1 << 20;
  static final int MAX_PROBE = 1 << 20;
  static final int MAX_REASON = 64 << 10;

  /** Socket buffers; Jetty's recommended size for bulk. */
  static final int SOCKET_BUFFER = 64 << 10;

  /** Pieces in which files are read for the network. */
  static final int FILE_BUFFER = 256 << 10;

  /** Bytes of one transfer that may wait in memory for a slow peer. */
  static final int WINDOW = 512 << 10;

  /** The answer to a partial request. */
  record Partial(long bytes) {}

  /** The answer to a ping: who is there, and what its clock shows. */
  record Pong(@MayLack NodeId node, Instant clock) {}

  /** The answer to a head. */
  record Kept(boolean kept) {}

  /**
   * Why a request was not served.
   *
   * @param reason one sentence
   * @param why the family of a store's refusal; null for other reasons
   */
  record Reason(String reason, @MayLack String why) {}

  private Wire() {}

  static String ticketHeader(PackTicket ticket) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(ticket).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws IllegalArgumentException when it is not a ticket
   */
  static PackTicket ticket(String header) {
    if (header == null || header.length() > MAX_TICKET) {
      throw new IllegalArgumentException("a pack comes with a ticket of at most 16 KiB");
    }
    try {
      return Whole.require(
          Json.MAPPER.readValue(Base64.getUrlDecoder().decode(header), PackTicket.class));
    } catch (IOException | IllegalArgumentException damaged) {
      throw new IllegalArgumentException("the ticket cannot be read", damaged);
    }
  }

  static String chainHeader(List<Peer> chain) {
    return String.join(",", chain.stream().map(peer -> peer.node() + "@" + peer.data()).toList());
  }

  /**
   * @throws IllegalArgumentException when it is not a chain of at most {@link #MAX_CHAIN} nodes
   */
  static List<Peer> chain(String header) {
    if (header == null || header.isBlank()) {
      return List.of();
    }
    String[] parts = header.split(",", MAX_CHAIN + 1);
    if (parts.length > MAX_CHAIN) {
      throw new IllegalArgumentException("a chain has at most " + MAX_CHAIN + " nodes");
    }
    List<Peer> chain = new ArrayList<>();
    for (String part : parts) {
      int at = part.indexOf('@');
      if (at < 0) {
        throw new IllegalArgumentException("a chain is NODE@HOST:PORT,…");
      }
      chain.add(
          new Peer(
              new NodeId(part.substring(0, at).trim()),
              HostPort.parse(part.substring(at + 1).trim())));
    }
    return List.copyOf(chain);
  }

  /**
   * Reads JSON that came over the network.
   *
   * @throws IOException when it is not of that type, or lacks a field
   */
  static <T> T json(byte[] body, Class<T> type) throws IOException {
    try {
      return Whole.require(Json.MAPPER.readValue(body, type));
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      throw new IOException("what came is not a valid " + type.getSimpleName(), damaged);
    }
  }

  /**
   * Waits for the next piece of a body.
   *
   * @param stall how long to wait at most
   * @return a piece, which the caller releases; never null
   * @throws SilentPeer when nothing comes for that long
   */
  static Content.Chunk next(Content.Source source, Duration stall) throws IOException {
    while (true) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        Semaphore available = new Semaphore(0);
        source.demand(Invocable.from(Invocable.InvocationType.NON_BLOCKING, available::release));
        try {
          if (!available.tryAcquire(stall.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SilentPeer(stall);
          }
        } catch (InterruptedException cancelled) {
          throw Interruption.of(cancelled);
        }
        continue;
      }
      if (Content.Chunk.isFailure(chunk)) {
        throw new IOException("the body broke off", chunk.getFailure());
      }
      return chunk;
    }
  }

  /** A duration in words. */
  static String seconds(Duration duration) {
    return duration.toSeconds() + " seconds";
  }
}
