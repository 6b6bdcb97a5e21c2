package org.hozon.mesh;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;

/**
 * Where members take Ignite's messages, beside where they take joining nodes. A node whose way to
 * the one is cut while that to the other is open would be a member that holds up all others, so it
 * neither joins nor stays.
 */
final class MessageDoors implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final int MOST = 1024;

  /**
   * Another member.
   *
   * @param order grows with each node that joins
   * @param discovery where its Ignite takes joining nodes
   * @param messages where it takes messages
   */
  record Other(long order, HostPort discovery, HostPort messages) {}

  private final Pulse pulse;
  private final Map<HostPort, HostPort> known = new LinkedHashMap<>();

  MessageDoors(NodeId self) {
    this.pulse = new Pulse(self);
  }

  /** Remembers where the members of a run take messages. */
  void remember(Collection<Other> others) {
    if (known.size() > MOST) {
      known.clear();
    }
    others.forEach(other -> known.put(other.discovery(), other.messages()));
  }

  /** Feels the pulse; tells why this node has to leave its cluster, if it has. */
  Optional<String> leaves(IgniteRun run) throws InterruptedException {
    Duration stuck = pulse.feel(run.maps());
    if (stuck.compareTo(OddOneOut.PATIENCE) < 0) {
      return Optional.empty();
    }
    List<Other> others = run.others();
    Set<HostPort> open =
        new HashSet<>(Doors.knock(others.stream().map(Other::messages).toList(), LIMIT).open());
    List<Other> unreached =
        others.stream().filter(other -> !open.contains(other.messages())).toList();
    long own = run.order();
    return new OddOneOut(
            others.size(),
            others.size() - unreached.size(),
            unreached.stream().anyMatch(other -> other.order() < own),
            others.stream().allMatch(other -> other.order() > own))
        .leaves(stuck);
  }

  /** False when messages to most of those that are known to be there do not get through. */
  boolean letThrough(Collection<HostPort> discovery) throws InterruptedException {
    List<HostPort> messages =
        discovery.stream().map(known::get).filter(Objects::nonNull).distinct().toList();
    Doors found = Doors.knock(messages, LIMIT);
    int answering = found.open().size() + found.shut().size();
    return 2 * answering >= messages.size();
  }

  @Override
  public void close() {
    pulse.close();
  }
}
