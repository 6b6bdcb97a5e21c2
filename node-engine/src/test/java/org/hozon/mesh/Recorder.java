package org.hozon.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hozon.model.NodeId;
import org.hozon.model.NodeProfile;

/** Writes down what a mesh tells, in order, and lets a test wait for it. */
final class Recorder implements Mesh.Listener {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final List<String> told = new ArrayList<>();
  private String thread;

  private void note(String what) {
    lock.lock();
    try {
      String name = Thread.currentThread().getName();
      told.add(thread == null || thread.equals(name) ? what : "WRONG THREAD " + what);
      thread = name;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until this was told after the first {@code skip} things; returns its place. */
  int await(String what, int skip) throws InterruptedException {
    lock.lock();
    try {
      long nanos = LIMIT.toNanos();
      while (nanos > 0) {
        for (int i = skip; i < told.size(); i++) {
          if (told.get(i).equals(what)) {
            return i;
          }
        }
        nanos = more.awaitNanos(nanos);
      }
      throw new AssertionError("never told '" + what + "' after " + skip + " of " + told);
    } finally {
      lock.unlock();
    }
  }

  int await(String what) throws InterruptedException {
    return await(what, 0);
  }

  List<String> told() {
    lock.lock();
    try {
      return List.copyOf(told);
    } finally {
      lock.unlock();
    }
  }

  int size() {
    return told().size();
  }

  @Override
  public void joined(NodeProfile member) {
    note("joined " + member.name());
  }

  @Override
  public void failed(NodeId member) {
    note("failed " + Samples.name(member));
  }

  @Override
  public void left(NodeId member) {
    note("left " + Samples.name(member));
  }

  @Override
  public void changed(NodeProfile member) {
    note("changed " + member.name() + " " + member.sequence());
  }

  @Override
  public void rejoined() {
    note("rejoined");
  }

  @Override
  public void entriesLost() {
    note("entriesLost");
  }
}
