package org.hozon.ui.lock;

import java.util.Arrays;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.hozon.model.HozonException;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** Opens the keys of a home that is locked, before its node starts; not where one runs already. */
public final class UnlockModel {
  /** Where one is. */
  public enum Step {
    /** Looks whether a node runs, which needs no passphrase any more. */
    LOOK,
    /** Waits for the person. */
    ASK,
    /** Tries what was typed. */
    TRY
  }

  private final NodeGate gate;
  private final Background background;
  private final Dialogs dialogs;
  private final Troubles troubles;
  private final Texts texts;
  private final Runnable opened;
  private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.LOOK);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  /**
   * @param opened runs once the node can be had
   */
  public UnlockModel(
      NodeGate gate, Background background, Dialogs dialogs, Texts texts, Runnable opened) {
    this.gate = gate;
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    this.opened = opened;
    troubles = new Troubles(texts);
  }

  public ReadOnlyObjectProperty<Step> step() {
    return step.getReadOnlyProperty();
  }

  /** What is wrong with what was typed; empty when nothing is. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** Begins: a node that runs already is shown without a question. */
  public void look() {
    background.ask(
        gate::serving,
        serving -> {
          if (serving) {
            opened.run();
          } else {
            step.set(Step.ASK);
          }
        },
        cannotTell -> step.set(Step.ASK));
  }

  /**
   * Tries a passphrase.
   *
   * @param typed wiped afterwards
   */
  public void unlock(char[] typed) {
    if (step.get() != Step.ASK || typed.length == 0) {
      Arrays.fill(typed, '\0');
      problem.set(texts.get("unlock.empty"));
      return;
    }
    problem.set("");
    step.set(Step.TRY);
    background.ask(
        () -> {
          try {
            gate.keys().open(typed);
            return true;
          } finally {
            Arrays.fill(typed, '\0');
          }
        },
        open -> opened.run(),
        this::refused);
  }

  private void refused(RuntimeException refusal) {
    step.set(Step.ASK);
    if (refusal instanceof HozonException known && known.kind() == HozonException.Kind.USAGE) {
      problem.set(texts.get("unlock.wrong"));
    } else {
      dialogs.trouble(troubles.of(texts.get("unlock.failed"), refusal));
    }
  }
}
