package org.hozon.guard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.AccountId;
import org.hozon.model.Distance;
import org.hozon.model.Head;
import org.hozon.model.HeldPack;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.PackId;
import org.hozon.model.PackTicket;
import org.hozon.model.PeerMessage;
import org.hozon.model.Receipt;

/** A mesh and a data plane of one process, between guards that are real. */
final class FakeHub implements AutoCloseable {
  final Map<NodeId, NodeProfile> members = new ConcurrentSkipListMap<>();
  final Map<NodeId, Guard> guards = new ConcurrentHashMap<>();
  final Map<NodeId, FakeStores> disks = new ConcurrentHashMap<>();
  final Map<PackId, Set<NodeId>> holders = new ConcurrentHashMap<>();
  private final Map<NodeId, Mesh.Listener> listeners = new ConcurrentHashMap<>();
  private final ExecutorService news = Executors.newSingleThreadExecutor(Workers.named("news"));

  Mesh mesh(NodeId self) {
    return new FakeMesh(self);
  }

  PeerClient peers(NodeId self) {
    return new FakePeers(self);
  }

  Mesh.Listener listener(NodeId node) {
    return listeners.get(node);
  }

  void join(NodeProfile profile) {
    members.put(profile.node(), profile);
    tell(profile.node(), listener -> listener.joined(profile));
  }

  void die(NodeId node) {
    members.remove(node);
    listeners.remove(node);
    guards.remove(node).close();
    holders.values().forEach(set -> set.remove(node));
    tell(node, listener -> listener.failed(node));
  }

  /** A member says goodbye to the mesh as its embedded Ignite does, and its node goes on. */
  void leave(NodeId node) {
    members.remove(node);
    tell(node, listener -> listener.left(node));
  }

  private void tell(NodeId about, java.util.function.Consumer<Mesh.Listener> what) {
    news.execute(
        () ->
            listeners.forEach(
                (node, listener) -> {
                  if (!node.equals(about)) {
                    what.accept(listener);
                  }
                }));
  }

  @Override
  public void close() {
    guards.values().forEach(Guard::close);
    news.shutdownNow();
  }

  private final class FakeMesh implements Mesh {
    private final NodeId self;

    FakeMesh(NodeId self) {
      this.self = self;
    }

    @Override
    public void listen(Listener listener) {
      listeners.put(self, listener);
    }

    @Override
    public Map<NodeId, NodeProfile> members() {
      return new TreeMap<>(members);
    }

    @Override
    public void publish(NodeProfile profile) {
      members.put(self, profile);
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
      return "one";
    }

    @Override
    public void reportHeld(Collection<PackId> packs) {
      packs.forEach(
          pack -> holders.computeIfAbsent(pack, p -> ConcurrentHashMap.newKeySet()).add(self));
    }

    @Override
    public void reportDropped(Collection<PackId> packs) {
      packs.forEach(pack -> holders.getOrDefault(pack, new HashSet<>()).remove(self));
    }

    @Override
    public Map<PackId, Set<NodeId>> holders(Collection<PackId> packs) {
      Map<PackId, Set<NodeId>> found = new HashMap<>();
      packs.forEach(pack -> found.put(pack, Set.copyOf(holders.getOrDefault(pack, Set.of()))));
      return found;
    }

    @Override
    public void publishHead(Head head) {}

    @Override
    public List<Head> heads(AccountId account) {
      return List.of();
    }

    @Override
    public void rejoin(List<HostPort> discovery) {}

    @Override
    public void close() {}
  }

  private final class FakePeers implements PeerClient {
    private final NodeId self;

    FakePeers(NodeId self) {
      this.self = self;
    }

    private Guard guard(NodeId node) throws IOException {
      Guard guard = guards.get(node);
      if (guard == null || !members.containsKey(self)) {
        throw new IOException("connection refused");
      }
      return guard;
    }

    @Override
    public Hello hello(HostPort address) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChainResult send(PackTicket ticket, ByteBuffer bytes, List<Peer> chain) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ChainResult sendStored(PackTicket ticket, List<Peer> chain) {
      NodeId target = chain.get(0).node();
      try {
        Guard guard = guard(target);
        disks
            .get(target)
            .place(
                new HeldPack(
                    ticket.pack(),
                    ticket.bytes(),
                    ticket.owner(),
                    ticket.policy(),
                    Set.copyOf(ticket.holders()),
                    ticket.epoch(),
                    Instant.now()));
        guard.stored(ticket);
        return new ChainResult(
            List.of(new Receipt(ticket.pack(), ticket.bytes(), target, Instant.now(), new byte[0])),
            Map.of());
      } catch (IOException failure) {
        return new ChainResult(List.of(), Map.of(target, failure.getMessage()));
      }
    }

    @Override
    public ByteBuffer fetch(Peer from, PackId pack, long offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<PackId> holds(Peer peer, List<PackId> packs) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PeerMessage ask(Peer peer, PeerMessage message) throws IOException {
      return guard(peer.node()).answer(message);
    }

    @Override
    public boolean putHead(Peer peer, Head head) throws IOException {
      guard(peer.node());
      return disks.get(peer.node()).put(head);
    }

    @Override
    public List<Head> heads(Peer peer, AccountId account) throws IOException {
      guard(peer.node());
      return disks.get(peer.node()).kept.stream()
          .filter(head -> head.account().equals(account))
          .toList();
    }
  }

  static GuardHost host(NodeId self) {
    return new GuardHost() {
      @Override
      public void stored(PackTicket ticket) {
        // The copy came back from the trash; its row is what a real desk writes, and no test reads.
      }

      @Override
      public long admit(PackTicket ticket) {
        return Long.MAX_VALUE;
      }

      @Override
      public void reserve(PackTicket ticket) {}

      @Override
      public List<Distance> distances(List<NodeId> to) {
        return to.stream().map(node -> new Distance(self, node, 1e7, 1, 0, 1, true)).toList();
      }
    };
  }
}
