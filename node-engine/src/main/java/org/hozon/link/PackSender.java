package org.hozon.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.hozon.link.PeerClient.ChainResult;
import org.hozon.link.PeerClient.Peer;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a pack to the nodes of a chain: the first forwards to the second while receiving; when the
 * first fails, the rest is tried without it.
 */
final class PackSender {
  private static final Logger LOG = LoggerFactory.getLogger(PackSender.class);
  private static final int REMEMBERED = 10_000;

  /** Takes the bytes of a pack. */
  interface Sink {
    /**
     * @param release called once the piece is no longer needed, whatever comes of it
     * @return false when no more is wanted
     */
    boolean push(ByteBuffer piece, Runnable release) throws IOException;
  }

  /** Gives the bytes of a pack, as often as asked. */
  interface Source {
    void feed(long offset, Sink sink) throws IOException;
  }

  /** This node cannot read the pack it should send. */
  static final class NotHere extends IOException {
    private static final long serialVersionUID = 1L;

    NotHere() {
      super("the sender does not have the pack");
    }

    NotHere(Throwable cause) {
      super("the sender cannot read the pack from its disk: " + cause.getMessage(), cause);
    }
  }

  private record Interrupted(NodeId node, PackId pack) {}

  private final LinkSetup setup;
  private final Calls calls;
  private final Set<Interrupted> interrupted =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Interrupted, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  PackSender(LinkSetup setup, Calls calls) {
    this.setup = setup;
    this.calls = calls;
  }

  ChainResult deliver(PackTicket ticket, List<Peer> chain, Source source) {
    List<Receipt> receipts = new ArrayList<>();
    Map<NodeId, String> failures = new LinkedHashMap<>();
    for (List<Peer> left = chain; !left.isEmpty(); left = HttpPeerClient.after(left)) {
      Peer first = left.get(0);
      try {
        ChainResult result = deliverTo(ticket, left, source);
        receipts.addAll(result.receipts());
        failures.putAll(result.failures());
        break;
      } catch (NotHere | InterruptedIOException ours) {
        left.forEach(peer -> failures.put(peer.node(), ours.getMessage()));
        break;
      } catch (IOException failed) {
        LOG.debug("pack {} did not reach {}", ticket.pack(), Calls.who(first), failed);
        failures.put(first.node(), failed.getMessage());
      }
    }
    return new ChainResult(List.copyOf(receipts), Collections.unmodifiableMap(failures));
  }

  private ChainResult deliverTo(PackTicket ticket, List<Peer> chain, Source source)
      throws IOException {
    Patience patience = new Patience(setup.limits().patience());
    Interrupted key = new Interrupted(chain.get(0).node(), ticket.pack());
    boolean resume = chain.size() == 1 && interrupted.contains(key);
    while (true) {
      long offset = resume ? partial(chain.get(0), ticket) : 0;
      try (Transfer transfer = begin(ticket, chain, offset)) {
        if (transfer.awaitOpen()) {
          source.feed(offset, transfer);
        }
        ChainResult result = transfer.result();
        interrupted.remove(key);
        return result;
      } catch (PeerRefusal refusal) {
        if (refusal.spoiltPartial() && resume) {
          resume = false;
          interrupted.remove(key);
        } else if (!refusal.busy() || !patience.again()) {
          throw refusal;
        }
      } catch (NotHere ours) {
        throw ours;
      } catch (IOException failed) {
        interrupted.add(key);
        throw failed;
      }
    }
  }

  /** Begins a transfer of what this node has; its body begins at {@code offset} of the pack. */
  Transfer begin(PackTicket ticket, List<Peer> chain, long offset) throws IOException {
    return begin(ticket, chain, offset, chain.size() > 1);
  }

  /**
   * Begins a transfer.
   *
   * @param dependent true when others than this node and the first of the chain can slow it
   */
  Transfer begin(PackTicket ticket, List<Peer> chain, long offset, boolean dependent)
      throws IOException {
    Peer first = chain.get(0);
    long length = ticket.bytes() - offset;
    Duration longest = setup.limits().longest(ticket.bytes()).plus(setup.limits().stall());
    Request request =
        calls
            .request(first, HttpMethod.PUT, Wire.PACKS + ticket.pack())
            .timeout(longest.toMillis(), TimeUnit.MILLISECONDS)
            .headers(
                headers -> {
                  headers.put(Wire.TICKET, Wire.ticketHeader(ticket));
                  if (chain.size() > 1) {
                    headers.put(Wire.CHAIN, Wire.chainHeader(HttpPeerClient.after(chain)));
                  }
                  if (offset > 0) {
                    headers.put(Wire.OFFSET, Long.toString(offset));
                  }
                  if (length > 0) {
                    headers.put("Expect", "100-continue");
                  }
                });
    LineMeter.Sending sending = setup.meter().sending(first.node(), length, dependent);
    return new Transfer(setup, calls, request, ticket, chain, length, sending);
  }

  /** A transfer begun elsewhere was cut; the next to its first alone takes up where it stopped. */
  void cut(List<Peer> chain, PackTicket ticket) {
    interrupted.add(new Interrupted(chain.get(0).node(), ticket.pack()));
  }

  private long partial(Peer peer, PackTicket ticket) throws IOException {
    Request request =
        calls.request(peer, HttpMethod.GET, Wire.PACKS + ticket.pack() + Wire.PARTIAL);
    byte[] answer = calls.call(Calls.who(peer), request, Wire.MAX_REASON, setup.limits().stall());
    long bytes = Wire.json(answer, Wire.Partial.class).bytes();
    return Math.max(0, Math.min(ticket.bytes(), bytes));
  }

  /** Leaves only what may be said: each node of the chain once, receipts for this pack alone. */
  static ChainResult checked(PackTicket ticket, List<Peer> chain, ChainResult told) {
    List<Receipt> receipts = new ArrayList<>();
    Set<NodeId> open = new HashSet<>();
    chain.forEach(peer -> open.add(peer.node()));
    for (Receipt receipt : told.receipts() == null ? List.<Receipt>of() : told.receipts()) {
      if (receipt.pack().equals(ticket.pack())
          && receipt.bytes() == ticket.bytes()
          && open.remove(receipt.holder())) {
        receipts.add(receipt);
      }
    }
    Map<NodeId, String> failures = new LinkedHashMap<>();
    for (NodeId node : open) {
      String reason = told.failures() == null ? null : told.failures().get(node);
      failures.put(node, reason == null ? "it was not heard of again" : reason);
    }
    return new ChainResult(List.copyOf(receipts), Collections.unmodifiableMap(failures));
  }
}
