package org.hozon.deposit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hozon.link.PeerClient;
import org.hozon.store.Catalogue;
import org.hozon.store.DepositLife;
import org.hozon.store.Heads;
import org.hozon.store.NodeState;
import org.hozon.store.UploadJournal;

/**
 * Kills a machine at its n-th step, a step being anything that leaves a trace on its disk or on
 * other nodes; from then on nothing it does has any effect, as after kill -9.
 */
final class KillSwitch {
  private static final Set<String> READING =
      Set.of(
          "open",
          "unpublished",
          "get",
          "chunk",
          "chunks",
          "packs",
          "lanes",
          "seenFiles",
          "find",
          "of",
          "all",
          "fetch",
          "holds",
          "heads",
          "hello",
          "need",
          "givenUp");

  private final AtomicInteger stepsLeft;
  private volatile boolean dead;

  /** What the killed machine's threads meet. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed");
    }
  }

  KillSwitch(int steps) {
    stepsLeft = new AtomicInteger(steps);
  }

  boolean struck() {
    return dead;
  }

  Parts wire(Parts parts) {
    return new Parts(
        parts.self(),
        parts.keys(),
        guard(Catalogue.class, parts.catalogue()),
        guard(UploadJournal.class, parts.journal()),
        guard(Heads.class, parts.heads()),
        parts.activity(),
        guard(NodeState.class, parts.state()),
        guard(DepositLife.class, parts.life()),
        parts.alerts(),
        parts.mesh(),
        guard(PeerClient.class, parts.peers()),
        parts.temporaryFolder(),
        parts.clock(),
        parts.settings(),
        parts.usual());
  }

  private <T> T guard(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (dead) {
                throw new Killed();
              }
              if (!READING.contains(method.getName()) && stepsLeft.decrementAndGet() == 0) {
                dead = true;
                throw new Killed();
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
              if (dead) {
                throw new Killed();
              }
              return result;
            }));
  }
}
