package org.hozon.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hozon.guard.machine.GuardEvent;
import org.hozon.guard.machine.MemberTable;
import org.hozon.mesh.Mesh;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/**
 * Turns what happens to members into events of the guard machine, and keeps the table of members it
 * reads. All on the guard's thread.
 */
final class MeshWatch implements Mesh.Listener {
  private final Mesh mesh;
  private final EventLoop loop;
  private final SteadyClock clock;
  private final Consumer<GuardEvent> feed;
  private final Runnable reportAll;
  private final Function<NodeId, CompletableFuture<Boolean>> goesOn;
  private final MemberTable table = new MemberTable();
  private final Map<NodeId, NodeProfile> known = new ConcurrentHashMap<>();

  /**
   * A watch.
   *
   * @param goesOn whether a node that said goodbye to the mesh gives signs of life all the same
   */
  MeshWatch(
      Mesh mesh,
      EventLoop loop,
      SteadyClock clock,
      Consumer<GuardEvent> feed,
      Runnable reportAll,
      Function<NodeId, CompletableFuture<Boolean>> goesOn) {
    this.mesh = mesh;
    this.loop = loop;
    this.clock = clock;
    this.feed = feed;
    this.reportAll = reportAll;
    this.goesOn = goesOn;
  }

  /** What a node last said of itself, also when the mesh has lost it; null when unknown. */
  NodeProfile lastKnown(NodeId node) {
    return known.get(node);
  }

  private void put(NodeProfile member) {
    table.put(member);
    known.put(member.node(), member);
  }

  MemberTable table() {
    return table;
  }

  /** Takes over who is there now, without events: the machine has not begun. */
  void begin() {
    mesh.members().values().forEach(this::put);
  }

  @Override
  public void joined(NodeProfile member) {
    loop.post(() -> arrived(member));
  }

  private void arrived(NodeProfile member) {
    put(member);
    feed.accept(new GuardEvent.MemberJoined(clock.millis(), member.node()));
  }

  @Override
  public void failed(NodeId member) {
    loop.post(() -> gone(member));
  }

  private void gone(NodeId member) {
    if (table.remove(member) != null) {
      feed.accept(new GuardEvent.MemberFailed(clock.millis(), member));
    }
  }

  /** Also said by a node whose Ignite starts again: only one that stops is silent then. */
  @Override
  public void left(NodeId member) {
    var unused =
        goesOn.apply(member).thenAccept(there -> loop.post(() -> leftBehind(member, there)));
  }

  private void leftBehind(NodeId member, boolean there) {
    if (mesh.members().containsKey(member)) {
      return; // it is back already
    }
    if (there) {
      gone(member);
    } else if (table.remove(member) != null) {
      feed.accept(new GuardEvent.MemberLeft(clock.millis(), member));
    }
  }

  @Override
  public void changed(NodeProfile member) {
    loop.post(
        () -> {
          NodeProfile before = table.profile(member.node());
          if (before == null) {
            arrived(member);
          } else if (before.sequence() <= member.sequence()) {
            put(member);
            feed.accept(new GuardEvent.MemberChanged(clock.millis(), before, member));
          }
        });
  }

  @Override
  public void rejoined() {
    loop.post(
        () -> {
          Map<NodeId, NodeProfile> now = mesh.members();
          List<NodeProfile> before = new ArrayList<>(table.alive());
          for (NodeProfile member : before) {
            if (!now.containsKey(member.node())) {
              gone(member.node());
            }
          }
          for (NodeProfile member : now.values()) {
            if (table.profile(member.node()) == null) {
              arrived(member);
            }
          }
        });
    reportAll.run();
  }

  @Override
  public void entriesLost() {
    reportAll.run();
  }
}
