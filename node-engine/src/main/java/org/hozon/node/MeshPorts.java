package org.hozon.node;

/** The two ports of the embedded Ignite, held until it starts. */
final class MeshPorts implements AutoCloseable {
  private static final String DISCOVERY = "mesh";
  private static final String MESSAGES = "mesh-messages";

  private final Ports ports;
  private final boolean asked;
  private Ports.Held discovery;
  private Ports.Held messages;

  private MeshPorts(Ports ports, boolean asked, Ports.Held discovery, Ports.Held messages) {
    this.ports = ports;
    this.asked = asked;
    this.discovery = discovery;
    this.messages = messages;
  }

  /**
   * Holds the asked port and the next one, or with 0 the last ones or any.
   *
   * @throws org.hozon.model.HozonException of kind FAILED when an asked one is taken
   */
  static MeshPorts hold(Ports ports, int asked) {
    Ports.Held discovery = ports.hold(DISCOVERY, asked);
    try {
      // An asked pair is named by its first port, whichever of the two is taken.
      Ports.Held messages = asked > 0 ? ports.hold(DISCOVERY, asked + 1) : ports.hold(MESSAGES, 0);
      return new MeshPorts(ports, asked > 0, discovery, messages);
    } catch (RuntimeException taken) {
      discovery.close();
      throw taken;
    }
  }

  int discovery() {
    return discovery.port();
  }

  int messages() {
    return messages.port();
  }

  /** Ignite has them: they are the ones to come back to. */
  void remember(int discoveryPort, int messagesPort) {
    ports.remember(DISCOVERY, discoveryPort);
    ports.remember(MESSAGES, messagesPort);
  }

  /** Holds other ones after someone was quicker; false when these were asked for. */
  boolean holdOthers() {
    if (asked) {
      return false;
    }
    close();
    discovery = ports.holdAny(DISCOVERY);
    messages = ports.holdAny(MESSAGES);
    return true;
  }

  /** Lets go of both. */
  @Override
  public void close() {
    discovery.close();
    messages.close();
  }
}
