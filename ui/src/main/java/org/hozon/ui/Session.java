package org.hozon.ui;

import java.time.Clock;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.hozon.ui.live.LateNode;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Trial;
import org.hozon.ui.work.Background;

/** The node of the window while it lasts: where it comes from, the watch on it, its end. */
final class Session {
  private final NodeGate gate;
  private final Trial trial;
  private final LateNode late;
  private final NodeWatch watch;
  private final ReadOnlyObjectWrapper<RuntimeException> failure = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyBooleanWrapper locked = new ReadOnlyBooleanWrapper();
  private volatile NodeGate.Lease lease;

  /**
   * @param trial null when it is in earnest
   * @param notYet what calls say while the node starts
   */
  Session(NodeGate gate, Trial trial, String notYet) {
    this.gate = gate;
    this.trial = trial;
    late = new LateNode(notYet);
    watch = new NodeWatch(late.face(), Platform::runLater, Clock.systemUTC());
    watch.start();
  }

  NodeWatch watch() {
    return watch;
  }

  NodeGate gate() {
    return gate;
  }

  boolean inTrial() {
    return trial != null;
  }

  /** Why the node could not be had; null while nothing went wrong. */
  ReadOnlyObjectProperty<RuntimeException> failure() {
    return failure.getReadOnlyProperty();
  }

  /** True while the node cannot start because the keys of its home are locked. */
  ReadOnlyBooleanProperty locked() {
    return locked.getReadOnlyProperty();
  }

  /** True when the node runs in this process and ends with it, or is about to. */
  boolean ours() {
    NodeGate.Lease open = lease;
    return open == null || open.ours();
  }

  /** Uses a node that is open already. */
  void use(NodeGate.Lease open) {
    lease = open;
    late.become(open.node());
    watch.lookSoon();
  }

  /** Connects to the running node, or starts one unless its keys are locked. */
  void open(Background background) {
    failure.set(null);
    locked.set(false);
    background.ask(
        () ->
            gate.keys().closed() && !gate.serving()
                ? Optional.<NodeGate.Lease>empty()
                : Optional.of(gate.open(NodeGate.Opening.AS_BEFORE)),
        got -> got.ifPresentOrElse(this::use, () -> locked.set(true)),
        failure::set);
  }

  /** Lets go of the node and ends a trial; may take seconds. */
  void end() {
    watch.close();
    NodeGate.Lease open = lease;
    if (open != null) {
      open.node().close();
    }
    if (trial != null) {
      trial.end();
    }
  }
}
