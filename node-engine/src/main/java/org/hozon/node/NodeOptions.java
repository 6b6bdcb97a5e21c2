package org.hozon.node;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
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

  /** The node of a home as its settings have it. */
  public static NodeOptions of(Path home) {
    return new Filling(home).done();
  }

  /** The same with an invitation. */
  public NodeOptions withInvite(Invitation invitation) {
    return with(filling -> filling.invite = invitation);
  }

  /** The same under another preset. */
  public NodeOptions withPreset(Preset newPreset) {
    return with(filling -> filling.preset = newPreset);
  }

  /** The same joining these nodes. */
  public NodeOptions withJoin(HostPort... nodes) {
    return withJoin(List.of(nodes));
  }

  /** The same joining these nodes. */
  public NodeOptions withJoin(List<HostPort> nodes) {
    return with(filling -> filling.join = nodes);
  }

  /** The same listening there. */
  public NodeOptions withListen(String address) {
    return with(filling -> filling.listen = address);
  }

  /** The same with an offer of so many bytes. */
  public NodeOptions withOffer(long bytes) {
    return with(filling -> filling.offer = bytes);
  }

  /** The same with the offer that its settings have. */
  public NodeOptions withOfferAsSet() {
    return with(filling -> filling.offer = null);
  }

  /** The same with another name. */
  public NodeOptions withName(String newName) {
    return with(filling -> filling.name = newName);
  }

  /** The same with another port of the data plane. */
  public NodeOptions withDataPort(int port) {
    return with(filling -> filling.dataPort = port);
  }

  private NodeOptions with(Consumer<Filling> change) {
    Filling filling = new Filling(home);
    filling.name = name;
    filling.join = join;
    filling.listen = listen;
    filling.meshPort = meshPort;
    filling.dataPort = dataPort;
    filling.controlPort = controlPort;
    filling.offer = offer;
    filling.region = region;
    filling.site = site;
    filling.preset = preset;
    filling.invite = invite;
    change.accept(filling);
    return filling.done();
  }

  /** Options being put together, each by its name; what is not said is left to the settings. */
  private static final class Filling {
    private final Path home;
    private String name;
    private List<HostPort> join = List.of();
    private String listen;
    private Integer meshPort;
    private Integer dataPort;
    private Integer controlPort;
    private Long offer;
    private String region;
    private String site;
    private Preset preset;
    private Invitation invite;

    Filling(Path home) {
      this.home = home;
    }

    NodeOptions done() {
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
          invite);
    }
  }
}
