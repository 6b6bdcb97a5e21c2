package org.hozon.guard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.hozon.model.NodeId;

/** Runs tasks with only a few at a time for each peer, so that one that hangs holds up no other. */
final class Lanes {
  private static final int AT_A_TIME = 2;

  private static final class Lane {
    final Deque<Runnable> waiting = new ArrayDeque<>();
    int running;
  }

  private final Executor executor;
  private final Map<NodeId, Lane> lanes = new HashMap<>();

  Lanes(Executor executor) {
    this.executor = executor;
  }

  void run(NodeId peer, Runnable task) {
    synchronized (this) {
      Lane lane = lanes.computeIfAbsent(peer, p -> new Lane());
      if (lane.running >= AT_A_TIME) {
        lane.waiting.add(task);
        return;
      }
      lane.running++;
    }
    start(peer, task);
  }

  private void start(NodeId peer, Runnable task) {
    executor.execute(
        () -> {
          try {
            task.run();
          } finally {
            next(peer);
          }
        });
  }

  private void next(NodeId peer) {
    Runnable task;
    synchronized (this) {
      Lane lane = lanes.get(peer);
      task = lane.waiting.poll();
      if (task == null) {
        lane.running--;
        if (lane.running == 0) {
          lanes.remove(peer);
        }
        return;
      }
    }
    start(peer, task);
  }
}
