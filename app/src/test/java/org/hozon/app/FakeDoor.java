package org.hozon.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.hozon.app.door.NodeDoor;
import org.hozon.app.door.ServingNode;
import org.hozon.model.AccountId;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HozonNode;
import org.hozon.node.NodeOptions;

/** A door to a {@link FakeNode}; without one no node runs. */
final class FakeDoor implements NodeDoor {
  static final List<String> PHRASE =
      IntStream.rangeClosed(1, 24).mapToObj(i -> "word" + i).toList();

  final FakeNode node;
  boolean account;
  boolean wordsSeen;
  Path asked;
  String recalled;
  NodeOptions started;
  final CountDownLatch stopped = new CountDownLatch(1);

  FakeDoor(FakeNode node) {
    this.node = node;
  }

  @Override
  public HozonNode connect(Path home) {
    asked = home;
    if (node == null) {
      throw new HozonException(HozonException.Kind.NO_NODE, "No node runs for this home.");
    }
    return node;
  }

  @Override
  public boolean hasAccount(Path home) {
    return account;
  }

  @Override
  public HomeAccounts.Made makeAccount(Path home) {
    asked = home;
    if (account && wordsSeen) {
      throw new HozonException(HozonException.Kind.FAILED, "This home has an account already.");
    }
    account = true;
    return new HomeAccounts.Made(FakeNode.ACCOUNT, PHRASE);
  }

  @Override
  public void wordsSeen(Path home) {
    wordsSeen = true;
  }

  @Override
  public AccountId recallAccount(Path home, String phrase) {
    asked = home;
    recalled = phrase;
    return FakeNode.ACCOUNT;
  }

  @Override
  public ServingNode serve(NodeOptions start) {
    started = start;
    return new ServingNode() {
      @Override
      public NodeId node() {
        return FakeNode.NODE;
      }

      @Override
      public String name() {
        return "office";
      }

      @Override
      public HostPort data() {
        return new HostPort("192.0.2.7", 4100);
      }

      @Override
      public HostPort control() {
        return new HostPort("127.0.0.1", 4101);
      }

      @Override
      public void awaitStop() throws InterruptedException {
        stopped.await();
      }

      @Override
      public void close() {
        stopped.countDown();
      }
    };
  }
}
