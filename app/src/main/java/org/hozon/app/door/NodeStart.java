package org.hozon.app.door;

import java.nio.file.Path;
import java.util.List;
import org.hozon.model.HostPort;

/**
 * How to start the node of a home; what is null or empty is left to its settings.
 *
 * @param home its home
 * @param name what its owner calls it
 * @param join data-plane addresses of nodes of the mesh to join
 * @param listen the address to listen on
 * @param meshPort port of the embedded Ignite, 0 for any free one
 * @param dataPort port of the data plane, 0 for any free one
 * @param controlPort port of the control port, 0 for any free one
 * @param offer bytes to offer
 * @param region region code
 * @param site building or room
 * @param preset how fast it judges: home, lan or trial
 */
public record NodeStart(
    Path home,
    String name,
    List<HostPort> join,
    String listen,
    Integer meshPort,
    Integer dataPort,
    Integer controlPort,
    Long offer,
    String region,
    String site,
    String preset) {
  public NodeStart {
    join = List.copyOf(join);
  }
}
