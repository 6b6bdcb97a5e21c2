package org.hozon.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.hozon.app.door.ServingNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a serving node cleanly, and the process with exit code 0, when the process is told to go.
 */
final class Lifetime {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);

  private final Thread hook = new Thread(this::toldToGo, "hozon-told-to-go");
  private volatile ServingNode serving;

  Lifetime() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** The node serves from now on. */
  void began(ServingNode node) {
    serving = node;
  }

  /** The node has stopped by itself, or never served. */
  void ended() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      LOG.debug("the process goes down, as it was told");
    }
  }

  /** Stops the node when the stream ends: the parent that holds its other end is gone. */
  void endWith(InputStream in) {
    ServingNode node = serving;
    Thread watcher =
        new Thread(
            () -> {
              awaitEnd(in);
              LOG.info("the parent process is gone, so this node stops");
              node.close();
            },
            "hozon-parent-watch");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void awaitEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      LOG.debug("the parent's pipe broke", broken);
    }
  }

  private void toldToGo() {
    ServingNode node = serving;
    if (node == null) {
      return; // not serving yet: nothing to stop, and the exit code should tell
    }
    node.close();
    // Otherwise the exit code would be that of the signal, as if something had gone wrong.
    Runtime.getRuntime().halt(0);
  }
}
