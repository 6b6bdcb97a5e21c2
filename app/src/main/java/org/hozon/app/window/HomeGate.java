package org.hozon.app.window;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.node.ControlClient;
import org.hozon.node.HomeAccounts;
import org.hozon.node.HomeCenter;
import org.hozon.node.HozonNode;
import org.hozon.node.LocalNode;
import org.hozon.node.NodeOptions;
import org.hozon.node.Preset;
import org.hozon.ui.live.KeyGate;
import org.hozon.ui.live.NodeGate;

/** The account and the node of a home, for the window. */
public final class HomeGate implements NodeGate {
  /** Of all addresses of this computer the node takes one that others can reach. */
  private static final String ANY = "0.0.0.0";

  private static final String LOOPBACK = "127.0.0.1";

  /** What a mesh that was begun here is called. */
  private static final String MESH = "hozon";

  private final Path home;
  private final Supplier<Invitation> invitation;

  /** The gate of a home, which may be empty. */
  public HomeGate(Path home) {
    this(home, () -> null);
  }

  /**
   * The gate of a home that is invited unseen.
   *
   * @param invitation asked when its node starts; null for none
   */
  HomeGate(Path home, Supplier<Invitation> invitation) {
    this.home = home;
    this.invitation = invitation;
  }

  @Override
  public boolean hasAccount() {
    return HomeAccounts.has(home);
  }

  @Override
  public HomeAccounts.Made makeAccount() {
    return HomeAccounts.make(home);
  }

  @Override
  public Optional<HomeAccounts.Made> unseenWords() {
    return HomeAccounts.unseen(home);
  }

  @Override
  public void wordsSeen() {
    HomeAccounts.wordsSeen(home);
  }

  @Override
  public void recall(String words) {
    var unused = HomeAccounts.recall(home, words);
  }

  @Override
  public KeyGate keys() {
    return new HomeKeys(home);
  }

  @Override
  public boolean serving() {
    return running().isPresent();
  }

  @Override
  public Lease open(Opening opening) {
    Optional<HozonNode> running = running();
    if (running.isPresent()) {
      return new Lease(running.get(), false);
    }
    if (opening.newMesh() && !HomeCenter.is(home)) {
      var unused = HomeCenter.init(home, MESH, false);
    }
    return new Lease(LocalNode.start(options(opening)), true);
  }

  private Optional<HozonNode> running() {
    ControlClient client = new ControlClient(home);
    try {
      var unused = client.offer();
      return Optional.of(client);
    } catch (HozonException trouble) {
      if (trouble.kind() == HozonException.Kind.NO_NODE) {
        return Optional.empty();
      }
      throw trouble;
    }
  }

  private NodeOptions options(Opening opening) {
    String listen = opening.trial() ? LOOPBACK : opening.newMesh() ? ANY : null;
    return NodeOptions.of(home)
        .withJoin(opening.join())
        .withListen(listen)
        .withPreset(opening.trial() ? Preset.TRIAL : null)
        .withInvite(opening.invitation() == null ? invitation.get() : opening.invitation());
  }
}
