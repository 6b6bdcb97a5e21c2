package org.hozon.mesh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.hozon.crypto.MachineTls;
import org.hozon.model.HostPort;
import org.hozon.model.NodeProfile;

/**
 * How the embedded Ignite starts.
 *
 * @param self this node's profile as it joins
 * @param listen address to bind and to tell others
 * @param discoveryPort port for joining nodes
 * @param communicationPort port for messages between members
 * @param join discovery addresses of known members; may be empty when {@code mayStartAlone}
 * @param mayStartAlone true when this node makes a new cluster where no member answers; false when
 *     it must not start without one
 * @param workFolder where Ignite may keep its own small files
 * @param failureDetection silence after which a member counts as failed
 * @param genuine tells whether a profile is of the node it names; others are left out
 * @param tls this machine's certificates; null for no encryption, in tests and measurements
 */
public record MeshConfig(
    NodeProfile self,
    String listen,
    int discoveryPort,
    int communicationPort,
    List<HostPort> join,
    boolean mayStartAlone,
    Path workFolder,
    Duration failureDetection,
    Predicate<NodeProfile> genuine,
    MachineTls tls) {
  public MeshConfig {
    join = List.copyOf(join);
  }

  /** The same without encryption, where everybody is believed; for tests. */
  public MeshConfig(
      NodeProfile self,
      String listen,
      int discoveryPort,
      int communicationPort,
      List<HostPort> join,
      boolean mayStartAlone,
      Path workFolder,
      Duration failureDetection) {
    this(
        self,
        listen,
        discoveryPort,
        communicationPort,
        join,
        mayStartAlone,
        workFolder,
        failureDetection,
        profile -> true,
        null);
  }
}
