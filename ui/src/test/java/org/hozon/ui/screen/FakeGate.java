package org.hozon.ui.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.node.HomeAccounts;
import org.hozon.ui.FakeNode;
import org.hozon.ui.live.NodeGate;

/** A gate whose node and account a test sets. */
public final class FakeGate implements NodeGate {
  public final FakeNode node = new FakeNode();
  public final FakeKeys keys = new FakeKeys();
  public final List<Opening> openings = Collections.synchronizedList(new ArrayList<>());
  public volatile boolean account;
  public volatile boolean ours = true;
  public volatile boolean seen;
  public volatile String recalled;
  public volatile CountDownLatch holdUp = new CountDownLatch(0);
  public volatile HozonException trouble;

  /** The words of every account made here. */
  public static List<String> words() {
    return IntStream.rangeClosed(1, 24).mapToObj(number -> "word" + (char) ('a' + number)).toList();
  }

  /** An address that can be joined. */
  public static HostPort address() {
    return HostPort.parse("192.0.2.11:4747");
  }

  @Override
  public boolean hasAccount() {
    return account;
  }

  @Override
  public HomeAccounts.Made makeAccount() {
    account = true;
    return new HomeAccounts.Made(FakeNode.ACCOUNT, words());
  }

  @Override
  public Optional<HomeAccounts.Made> unseenWords() {
    return account && !seen
        ? Optional.of(new HomeAccounts.Made(FakeNode.ACCOUNT, words()))
        : Optional.empty();
  }

  @Override
  public void wordsSeen() {
    seen = true;
  }

  @Override
  public void recall(String words) {
    if (words == null || words.split("\\s+").length != 24) {
      throw new HozonException(HozonException.Kind.DAMAGED, "A phrase has 24 words.");
    }
    recalled = words;
    account = true;
  }

  @Override
  public FakeKeys keys() {
    return keys;
  }

  @Override
  public boolean serving() {
    return !ours;
  }

  @Override
  public Lease open(Opening opening) {
    openings.add(opening);
    try {
      holdUp.await();
    } catch (InterruptedException cancelled) {
      throw new HozonException(HozonException.Kind.FAILED, "Cancelled.", cancelled);
    }
    if (trouble != null) {
      throw trouble;
    }
    return new Lease(node, ours);
  }
}
