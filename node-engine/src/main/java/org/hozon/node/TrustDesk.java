package org.hozon.node;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.hozon.crypto.MeshTrust;
import org.hozon.link.HttpPeerClient;
import org.hozon.link.PeerClient;
import org.hozon.mesh.Mesh;
import org.hozon.model.AccountId;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.model.Revocation;
import org.hozon.model.TrustBundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges with other nodes who belongs to the mesh: asks those it meets, tells all members what
 * is new, and enters a closed mesh whose center certified this home's account before.
 */
final class TrustDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrustDesk.class);
  private static final Duration LONGEST_WARNING = Duration.ofSeconds(2);

  private final MeshTrust trust;
  private final AccountId account;
  private final boolean newcomer;
  private final HttpPeerClient client;
  private volatile HostPort refusal;
  private final Set<HostPort> met = ConcurrentHashMap.newKeySet();
  private final ExecutorService telling =
      Executors.newFixedThreadPool(
          4,
          work -> {
            Thread thread = new Thread(work, "hozon-trust-tell");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A desk.
   *
   * @param newcomer true when this home was in no mesh before: only then it may enter one that is
   *     closed, on the word of the node it was told to join
   */
  TrustDesk(MeshTrust trust, AccountId account, boolean newcomer, HttpPeerClient client) {
    this.trust = trust;
    this.account = account;
    this.newcomer = newcomer;
    this.client = client;
  }

  TrustBundle bundle() {
    return trust.bundle();
  }

  /** Takes in what another node says. */
  boolean learn(TrustBundle told) {
    return trust.learn(told);
  }

  /** Asks a node once what it knows, before anything else is asked of it. */
  void meet(HostPort address) throws IOException {
    if (met.contains(address)) {
      return;
    }
    TrustBundle told;
    try {
      told = client.trust(address);
    } catch (IOException failed) {
      refusal = refused(failed) ? address : refusal;
      throw failed;
    }
    if (told.authority().length > 0 && !trust.closed()) {
      enter(address, told);
    }
    learn(told);
    met.add(address);
  }

  private static boolean refused(Throwable failed) {
    for (Throwable at = failed; at != null; at = at.getCause()) {
      if (at instanceof SSLException) {
        return true;
      }
    }
    return false;
  }

  /** What to say when nobody let this node in, because of its certificate; else what is given. */
  HozonException orRefusal(HozonException trouble) {
    HostPort refusing = refusal;
    if (refusing == null) {
      return trouble;
    }
    return new HozonException(
        HozonException.Kind.FAILED,
        "The node at "
            + refusing
            + " did not take this node's certificate, so it did not join and nothing was changed:"
            + " the mesh has a center that did not certify this account, or this machine was shut"
            + " out. Ask for an invitation and start it with --invite.",
        trouble);
  }

  /** The machine's own certificates are of the mesh's center from now on. */
  private void enter(HostPort address, TrustBundle told) throws IOException {
    if (!newcomer) {
      throw new IOException(
          address
              + " belongs to a mesh with a center, and this home to an open one; ask for an"
              + " invitation and start it with --invite");
    }
    if (!MeshTrust.certifies(told, account)) {
      throw new IOException(address + " does not show that its mesh has certified this account");
    }
    trust.adopt(told.authority());
  }

  /** Puts members out of the ring of the mesh that were shut out since they came in. */
  void expelShutOut(NodeId self, Mesh mesh) {
    for (NodeProfile member : mesh.members().values()) {
      if (!member.node().equals(self) && trust.shutOut(member.account(), member.node())) {
        mesh.expel(member.node());
      }
    }
  }

  /** Asks one member, each time another, what it knows. */
  void ask(NodeId self, Map<NodeId, NodeProfile> members) {
    List<NodeProfile> others = new ArrayList<>(members.values());
    others.removeIf(member -> member.node().equals(self));
    if (others.isEmpty()) {
      return;
    }
    Collections.shuffle(others);
    try {
      if (learn(client.trust(others.get(0).data()))) {
        LOG.debug("Learnt from {} who belongs to the mesh", others.get(0).name());
      }
    } catch (IOException later) {
      LOG.debug("{} did not say who belongs to the mesh", others.get(0).name(), later);
    }
  }

  /**
   * Tells those members that news shut out, so that they can say it to their owner. It goes before
   * {@link #learn}: afterwards nobody talks to them. None holds it up for longer than {@link
   * #LONGEST_WARNING}.
   */
  void warn(NodeId self, Collection<NodeProfile> members, TrustBundle news) {
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (NodeProfile member : members) {
      boolean out = news.revocations().stream().anyMatch(each -> shutsOut(each, member));
      if (out && !member.node().equals(self)) {
        calls.add(() -> told(member, news));
      }
    }
    try {
      var unused = telling.invokeAll(calls, LONGEST_WARNING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException goOn) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean shutsOut(Revocation revocation, NodeProfile member) {
    return revocation.account().equals(member.account())
        && (revocation.kind() == Revocation.Kind.ACCOUNT
            || member.node().equals(revocation.node()));
  }

  /**
   * Tells all members at once what this node knows; those that are away ask when they are back.
   *
   * @return how many were told
   */
  int tell(NodeId self, Collection<NodeProfile> members) {
    TrustBundle known = bundle();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (NodeProfile member : members) {
      if (!member.node().equals(self)) {
        calls.add(() -> told(member, known));
      }
    }
    int told = 0;
    try {
      for (var answer : telling.invokeAll(calls, 10, TimeUnit.SECONDS)) {
        told += !answer.isCancelled() && answer.get() ? 1 : 0;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HozonException(HozonException.Kind.FAILED, "The node is stopping.", stopping);
    } catch (ExecutionException unexpected) {
      throw new IllegalStateException(unexpected);
    }
    return told;
  }

  private boolean told(NodeProfile member, TrustBundle known) {
    try {
      client.tell(new PeerClient.Peer(member.node(), member.data()), known);
      return true;
    } catch (IOException away) {
      LOG.info("{} was not told who belongs to the mesh: {}", member.name(), away.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    telling.shutdownNow();
  }
}
