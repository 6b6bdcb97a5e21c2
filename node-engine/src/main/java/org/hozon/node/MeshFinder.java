package org.hozon.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hozon.model.Hello;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;

/**
 * Finds the mesh at a start. Where several nodes start at the same time and none is in a mesh yet,
 * the one with the smallest id goes first and the others wait for it.
 */
final class MeshFinder {
  /** How long things are waited for. */
  record Patience(
      Duration answer,
      Duration pause,
      Duration gather,
      Duration nobody,
      Duration starting,
      Duration firstTime) {
    /**
     * An answer takes at most 2 s; those that start together get 2 s to be there; a mesh this home
     * was in is given up for now after 4 s, nodes that are still starting after 2 min, and a mesh
     * never seen before after 12 s.
     */
    static final Patience STANDARD =
        new Patience(
            Duration.ofSeconds(2),
            Duration.ofMillis(250),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofMinutes(2),
            Duration.ofSeconds(12));

    /** What opening the node's own disk and ports takes on a computer with time for it. */
    private static final Duration USUAL_OPENING = Duration.ofSeconds(2);

    private static final long LONGEST_FACTOR = 8;
    private static final long LONGEST_FACTOR_OF_ANSWERS = 3;

    /**
     * The same for a computer that is as busy as this one seems: where many nodes start at once, as
     * after a power cut, all of them are slow and so is every answer.
     *
     * @param opening how long it took to open this node's own disk and ports
     */
    Patience onThisComputer(Duration opening) {
      long factor =
          Math.max(1, Math.min(LONGEST_FACTOR, opening.toMillis() / USUAL_OPENING.toMillis()));
      long less = Math.min(factor, LONGEST_FACTOR_OF_ANSWERS);
      return new Patience(
          answer.multipliedBy(less),
          pause,
          gather.multipliedBy(factor),
          nobody.multipliedBy(factor),
          starting,
          firstTime.multipliedBy(less));
    }
  }

  private final NodeId self;
  private final Function<Collection<HostPort>, Map<HostPort, Hello>> knock;
  private final Patience patience;

  MeshFinder(
      NodeId self, Function<Collection<HostPort>, Map<HostPort, Hello>> knock, Patience patience) {
    this.self = self;
    this.knock = knock;
    this.patience = patience;
  }

  /**
   * Where to join.
   *
   * @param given addresses the owner gave
   * @param remembered addresses of peers met before
   * @param wasInMesh true when this home was in a mesh with others before
   * @return discovery addresses of the mesh; empty to start alone
   * @throws HozonException of kind FAILED when addresses were given, nobody answers, and this home
   *     never was in a mesh
   */
  List<HostPort> find(List<HostPort> given, List<HostPort> remembered, boolean wasInMesh) {
    Set<HostPort> all = new LinkedHashSet<>(given);
    all.addAll(remembered);
    if (all.isEmpty()) {
      return List.of();
    }
    long start = System.nanoTime();
    while (true) {
      Collection<Hello> answers = knock.apply(all).values();
      List<Hello> others =
          answers.stream().filter(hello -> !hello.profile().node().equals(self)).toList();
      if (others.isEmpty() && answers.size() == all.size()) {
        return List.of(); // only this node itself was named
      }
      Optional<List<HostPort>> mesh = largestMesh(others);
      if (mesh.isPresent()) {
        return mesh.get();
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (others.isEmpty() && answers.isEmpty() && !wasInMesh) {
        requirePatience(waited, given);
      } else if (goesFirst(others, wasInMesh, answers.size() == all.size(), waited)) {
        return List.of();
      }
      pause();
    }
  }

  private boolean goesFirst(
      List<Hello> starting, boolean wasInMesh, boolean allAreThere, Duration waited) {
    if (starting.isEmpty()) {
      return waited.compareTo(patience.nobody()) >= 0;
    }
    if (waited.compareTo(patience.starting()) >= 0) {
      return true;
    }
    // A size without a mesh: it has decided and its Ignite is on the way up.
    boolean oneIsFounding = starting.stream().anyMatch(hello -> hello.clusterSize() > 0);
    boolean smallest =
        starting.stream().allMatch(hello -> self.compareTo(hello.profile().node()) < 0);
    Duration enough =
        !wasInMesh ? patience.nobody() : allAreThere ? Duration.ZERO : patience.gather();
    return !oneIsFounding && smallest && waited.compareTo(enough) >= 0;
  }

  private void requirePatience(Duration waited, List<HostPort> given) {
    if (waited.compareTo(patience.firstTime()) >= 0) {
      String where = given.stream().map(HostPort::toString).collect(Collectors.joining(", "));
      throw new HozonException(
          HozonException.Kind.FAILED,
          "No node answered at "
              + where
              + "; nothing was changed. Check the address and that a"
              + " node runs there (its data port), and that no firewall is in between.");
    }
  }

  /** The discovery addresses of the largest cluster that answered. */
  private static Optional<List<HostPort>> largestMesh(List<Hello> answers) {
    Optional<Hello> largest =
        answers.stream()
            .filter(hello -> !hello.discovery().isEmpty())
            .max(
                Comparator.comparingInt(Hello::clusterSize)
                    .thenComparing(Hello::clusterId, Comparator.reverseOrder()));
    return largest.map(
        best -> {
          Set<HostPort> discovery = new LinkedHashSet<>(best.discovery());
          answers.stream()
              .filter(hello -> hello.clusterId().equals(best.clusterId()))
              .forEach(hello -> discovery.addAll(hello.discovery()));
          return new ArrayList<>(discovery);
        });
  }

  private void pause() {
    try {
      var unused = new CountDownLatch(1).await(patience.pause().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new HozonException(
          HozonException.Kind.FAILED, "The node was stopped while it looked for its mesh.");
    }
  }
}
