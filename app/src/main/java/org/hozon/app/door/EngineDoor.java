package org.hozon.app.door;

import java.nio.file.Path;
import org.hozon.model.AccountId;
import org.hozon.model.HostPort;
import org.hozon.model.NodeId;
import org.hozon.node.ControlClient;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;
import org.hozon.node.LocalNode;
import org.hozon.node.NodeOptions;

/** The door to the real engine. */
public final class EngineDoor implements NodeDoor {
  @Override
  public HozonNode connect(Path home) {
    return new ControlClient(home);
  }

  @Override
  public boolean hasAccount(Path home) {
    return HomeAccounts.has(home);
  }

  @Override
  public HomeAccounts.Made makeAccount(Path home) {
    return HomeAccounts.make(home);
  }

  @Override
  public void wordsSeen(Path home) {
    HomeAccounts.wordsSeen(home);
  }

  @Override
  public AccountId recallAccount(Path home, String phrase) {
    return HomeAccounts.recall(home, phrase);
  }

  @Override
  public ServingNode serve(NodeOptions options) {
    return new Serving(LocalNode.start(options));
  }

  private record Serving(LocalNode local) implements ServingNode {
    @Override
    public NodeId node() {
      return local.self();
    }

    @Override
    public String name() {
      return local.name();
    }

    @Override
    public HostPort data() {
      return local.data();
    }

    @Override
    public HostPort control() {
      return local.control();
    }

    @Override
    public void awaitStop() throws InterruptedException {
      local.awaitStop();
    }

    @Override
    public void close() {
      local.close();
    }
  }
}
