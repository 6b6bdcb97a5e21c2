package org.hozon.node;

import java.time.Duration;
import java.util.List;
import org.hozon.crypto.Signatures;
import org.hozon.mesh.IgniteMesh;
import org.hozon.mesh.Mesh;
import org.hozon.mesh.MeshConfig;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a node gets into its mesh when it starts. */
final class MeshEntry {
  private static final Logger LOG = LoggerFactory.getLogger(MeshEntry.class);
  private static final int TRIES = 3;

  private final Ground ground;
  private final Plane plane;
  private final MeshFinder.Patience patience;

  /**
   * An entry.
   *
   * @param opening how long it took to open ground and plane
   */
  MeshEntry(Ground ground, Plane plane, Duration opening) {
    this.ground = ground;
    this.plane = plane;
    this.patience = MeshFinder.Patience.STANDARD.onThisComputer(opening);
  }

  /**
   * Finds the mesh and joins it, or starts one.
   *
   * @throws HozonException of kind FAILED when it cannot
   */
  Mesh enter() {
    MeshFinder finder =
        new MeshFinder(
            ground.identity().node().node(),
            addresses -> plane.knocker().knock(addresses, patience.answer()),
            patience);
    for (int attempt = 1; ; attempt++) {
      List<HostPort> discovery = find(finder);
      plane.desk().founding(true);
      try {
        return start(discovery);
      } catch (HozonException failed) {
        plane.desk().founding(false);
        boolean otherPorts = ground.meshPorts().holdOthers();
        if (attempt == TRIES || (discovery.isEmpty() && !otherPorts)) {
          throw failed;
        }
        LOG.info("Could not get into the mesh, trying again: {}", failed.getMessage());
      }
    }
  }

  private List<HostPort> find(MeshFinder finder) {
    try {
      return finder.find(ground.given(), ground.remembered(), ground.wasInMesh());
    } catch (HozonException nobody) {
      throw plane.trust() == null ? nobody : plane.trust().orRefusal(nobody);
    }
  }

  private Mesh start(List<HostPort> discovery) {
    MeshPorts ports = ground.meshPorts();
    int discoveryPort = ports.discovery();
    int messagesPort = ports.messages();
    Duration failureDetection = ground.settings().failureDetection();
    ports.close();
    Mesh mesh =
        IgniteMesh.start(
            new MeshConfig(
                plane.board().profile(),
                ground.listen().getHostAddress(),
                discoveryPort,
                messagesPort,
                discovery,
                discovery.isEmpty(),
                ground.home().tmp().resolve("ignite"),
                failureDetection,
                Signatures::valid,
                ground.tls()));
    ports.remember(discoveryPort, messagesPort);
    return mesh;
  }
}
