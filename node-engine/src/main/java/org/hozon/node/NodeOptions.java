package org.hozon.node;

import java.nio.file.Path;
import java.util.List;
import org.hozon.model.HostPort;
import org.hozon.model.Invitation;

/**
 * How to start the node of a home; what is null is left to its settings.
 *
 * @param home its home
 * @param name what its owner calls it
 * @param join data plane addresses of nodes of the mesh to join; may be empty
 * @param listen the address to listen on
 * @param meshPort port for joining nodes, the next one carries messages; 0 for any free ones
 * @param dataPort port of the data plane; 0 for any free one
 * @param controlPort port of the control plane; 0 for any free one
 * @param offer bytes to offer
 * @param region region code
 * @param site building or room
 * @param preset where the node runs
 * @param invite lets its account into a closed mesh
 */
public record NodeOptions(
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
    Preset preset,
    Invitation invite) {
  public NodeOptions {
    join = List.copyOf(join);
  }

  /** Without an invitation. */
  public NodeOptions(
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
      Preset preset) {
    this(
        home,
        name,
        join,
        listen,
        meshPort,
        dataPort,
        controlPort,
        offer,
        region,
        site,
        preset,
        null);
  }

  /** The same with an invitation. */
  public NodeOptions withInvite(Invitation invitation) {
    return new NodeOptions(
        home,
        name,
        join,
        listen,
        meshPort,
        dataPort,
        controlPort,
        offer,
        region,
        site,
        preset,
        invitation);
  }

  /** The node of a home as its settings have it. */
  public static NodeOptions of(Path home) {
    return new NodeOptions(home, null, List.of(), null, null, null, null, null, null, null, null);
  }

  /** The same under another preset. */
  public NodeOptions withPreset(Preset newPreset) {
    return new NodeOptions(
        home,
        name,
        join,
        listen,
        meshPort,
        dataPort,
        controlPort,
        offer,
        region,
        site,
        newPreset,
        invite);
  }

  /** The same joining these nodes. */
  public NodeOptions withJoin(HostPort... nodes) {
    return new NodeOptions(
        home,
        name,
        List.of(nodes),
        listen,
        meshPort,
        dataPort,
        controlPort,
        offer,
        region,
        site,
        preset,
        invite);
  }

  /** The same with an offer. */
  public NodeOptions withOffer(long bytes) {
    return new NodeOptions(
        home,
        name,
        join,
        listen,
        meshPort,
        dataPort,
        controlPort,
        bytes,
        region,
        site,
        preset,
        invite);
  }

  /** The same with another name. */
  public NodeOptions withName(String newName) {
    return new NodeOptions(
        home,
        newName,
        join,
        listen,
        meshPort,
        dataPort,
        controlPort,
        offer,
        region,
        site,
        preset,
        invite);
  }

  /** The same with another port of the data plane. */
  public NodeOptions withDataPort(int port) {
    return new NodeOptions(
        home, name, join, listen, meshPort, port, controlPort, offer, region, site, preset, invite);
  }
}
