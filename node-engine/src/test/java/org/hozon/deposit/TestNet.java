package org.hozon.deposit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.AccountId;
import org.hozon.model.Head;
import org.hozon.model.Hello;
import org.hozon.model.Hex;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/** A mesh of holders in memory, as the seams of mesh and link show it. */
final class TestNet {
  final List<FakeHolder> holders = new ArrayList<>();
  private final Map<NodeId, NodeProfile> guests = new ConcurrentHashMap<>();
  private final Map<NodeId, Head> heads = new ConcurrentHashMap<>();

  /** The map knows nothing, as after entries were lost. */
  volatile boolean mapForgets;

  TestNet(Path folder, int count) {
    for (int i = 0; i < count; i++) {
      holders.add(new FakeHolder(folder.resolve("holder-" + i), i));
    }
  }

  FakeHolder holder(NodeId node) throws IOException {
    return holders.stream()
        .filter(holder -> holder.id().equals(node))
        .findFirst()
        .orElseThrow(() -> new IOException("no route to " + node));
  }

  /** A depositor's machine takes part without offering anything. */
  void join(NodeProfile guest) {
    guests.put(guest.node(), guest);
  }

  /** Which alive nodes hold each pack. */
  Map<PackId, Set<NodeId>> standing() {
    Map<PackId, Set<NodeId>> standing = new HashMap<>();
    for (FakeHolder holder : holders) {
      if (holder.alive) {
        holder
            .packs
            .keySet()
            .forEach(
                pack -> standing.computeIfAbsent(pack, any -> new TreeSet<>()).add(holder.id()));
      }
    }
    return standing;
  }

  byte[] anyCopy(PackId pack) {
    return holders.stream()
        .map(holder -> holder.packs.get(pack))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  int received() {
    return holders.stream().mapToInt(holder -> holder.received.get()).sum();
  }

  /** Bytes fetched from all holders. */
  long fetched() {
    return holders.stream().mapToLong(holder -> holder.fetched.get()).sum();
  }

  static String sha256(byte[] bytes) {
    try {
      return Hex.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  Mesh mesh() {
    return new View();
  }

  PeerClient peers() {
    return new Wire();
  }

  private final class View implements Mesh {
    @Override
    public void listen(Listener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<NodeId, NodeProfile> members() {
      Map<NodeId, NodeProfile> members = new LinkedHashMap<>(guests);
      holders.stream()
          .filter(holder -> holder.alive)
          .forEach(holder -> members.put(holder.id(), holder.profile()));
      return members;
    }

    @Override
    public void publish(NodeProfile self) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void expel(NodeId node) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<HostPort> discovery() {
      return List.of();
    }

    @Override
    public String clusterId() {
      return "test";
    }

    @Override
    public void reportHeld(Collection<PackId> packs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void reportDropped(Collection<PackId> packs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<PackId, Set<NodeId>> holders(Collection<PackId> packs) {
      Map<PackId, Set<NodeId>> standing = mapForgets ? new HashMap<>() : standing();
      standing.keySet().retainAll(Set.copyOf(packs));
      return standing;
    }

    @Override
    public void publishHead(Head head) {
      heads.merge(head.machine(), head, (a, b) -> a.sequence() >= b.sequence() ? a : b);
    }

    @Override
    public List<Head> heads(AccountId account) {
      return mapForgets
          ? List.of()
          : heads.values().stream().filter(head -> head.account().equals(account)).toList();
    }

    @Override
    public void rejoin(List<HostPort> discovery) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  private final class Wire implements PeerClient {
    @Override
    public Hello hello(HostPort address) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChainResult send(PackTicket ticket, ByteBuffer bytes, List<Peer> chain) {
      List<Receipt> receipts = new ArrayList<>();
      Map<NodeId, String> failures = new HashMap<>();
      boolean broken = false;
      byte[] whole = new byte[bytes.remaining()];
      bytes.duplicate().get(whole);
      if (!sha256(whole).equals(ticket.pack().hex()) || whole.length != ticket.bytes()) {
        throw new IllegalStateException("the bytes are not what the ticket says");
      }
      for (Peer peer : chain) {
        try {
          if (broken) {
            throw new IOException("the chain broke before it");
          }
          receipts.add(holder(peer.node()).receive(ticket, whole));
        } catch (IOException failed) {
          // As in a real chain, whoever stands behind the one that failed gets nothing.
          broken = true;
          failures.put(peer.node(), failed.getMessage());
        }
      }
      return new ChainResult(receipts, failures);
    }

    @Override
    public ChainResult sendStored(PackTicket ticket, List<Peer> chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ByteBuffer fetch(Peer from, PackId pack, long offset, int length) throws IOException {
      return holder(from.node()).fetch(pack, offset, length);
    }

    @Override
    public Set<PackId> holds(Peer peer, List<PackId> packs) throws IOException {
      return guests.containsKey(peer.node()) ? Set.of() : holder(peer.node()).holds(packs);
    }

    @Override
    public PeerMessage ask(Peer peer, PeerMessage message) throws IOException {
      return holder(peer.node()).answer(message, TestNet.this);
    }

    @Override
    public boolean putHead(Peer peer, Head head) throws IOException {
      return !guests.containsKey(peer.node()) && holder(peer.node()).putHead(head);
    }

    @Override
    public List<Head> heads(Peer peer, AccountId account) throws IOException {
      return guests.containsKey(peer.node())
          ? List.of()
          : holder(peer.node()).heads.values().stream()
              .filter(head -> head.account().equals(account))
              .toList();
    }
  }
}
