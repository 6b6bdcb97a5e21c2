package org.hozon.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens, one thing at a time, in order, from one thread of its own. */
final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

  private final TaskThread thread = new TaskThread("mesh-events");

  /** Used by that thread alone. */
  private final List<Mesh.Listener> listeners = new ArrayList<>();

  /** Adds a listener, which first takes what there is already. */
  void add(Mesh.Listener listener, List<Consumer<Mesh.Listener>> first) {
    thread.execute(
        () -> {
          listeners.add(listener);
          first.forEach(news -> tell(listener, news));
        });
  }

  void announce(Consumer<Mesh.Listener> news) {
    thread.execute(() -> listeners.forEach(listener -> tell(listener, news)));
  }

  private static void tell(Mesh.Listener listener, Consumer<Mesh.Listener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException trouble) {
      LOG.error("a listener of the mesh failed; the others are told all the same", trouble);
    }
  }

  @Override
  public void close() {
    thread.finish();
  }
}
