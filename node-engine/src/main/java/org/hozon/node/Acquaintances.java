package org.hozon.node;

import java.time.Clock;
import org.hozon.mesh.Mesh;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;
import org.hozon.store.Peers;

/**
 * Listens to who comes and goes: remembers where members are, when they were up, and what has to be
 * told again after this node was away.
 */
final class Acquaintances implements Mesh.Listener {
  private final NodeId self;
  private final Peers peers;
  private final UptimeKeeper uptime;
  private final Runnable tellAgain;
  private final Runnable metSomebody;
  private final Clock clock;

  /**
   * A listener.
   *
   * @param tellAgain tells the mesh all that this node alone can tell it; must return at once
   * @param metSomebody called after a member was remembered; must return at once
   */
  Acquaintances(
      NodeId self,
      Peers peers,
      UptimeKeeper uptime,
      Runnable tellAgain,
      Runnable metSomebody,
      Clock clock) {
    this.self = self;
    this.peers = peers;
    this.uptime = uptime;
    this.tellAgain = tellAgain;
    this.metSomebody = metSomebody;
    this.clock = clock;
  }

  private void remember(NodeProfile member) {
    if (!member.node().equals(self)) {
      peers.put(new Peers.Peer(member.node(), member.data(), clock.instant()));
      metSomebody.run();
    }
  }

  @Override
  public void joined(NodeProfile member) {
    remember(member);
    uptime.seen(member.node(), true);
  }

  @Override
  public void failed(NodeId member) {
    uptime.seen(member, false);
  }

  @Override
  public void left(NodeId member) {
    uptime.seen(member, false);
  }

  @Override
  public void changed(NodeProfile member) {
    // Room and use change all the time; where a node is does not, while it runs.
  }

  @Override
  public void rejoined() {
    tellAgain.run();
  }

  @Override
  public void entriesLost() {
    tellAgain.run();
  }
}
