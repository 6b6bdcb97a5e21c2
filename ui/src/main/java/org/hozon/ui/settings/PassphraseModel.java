package org.hozon.ui.settings;

import java.util.Arrays;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.hozon.model.HozonException;
import org.hozon.ui.live.KeyGate;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** The passphrase of this home's keys: set, changed, taken away. It keeps none itself. */
public final class PassphraseModel {
  /** What can be done about it. */
  public enum Task {
    SET,
    CHANGE,
    REMOVE;

    /** True when the present passphrase must be known. */
    boolean needsPresent() {
      return this != SET;
    }

    /** True when there is a new one. */
    boolean needsFresh() {
      return this != REMOVE;
    }
  }

  private final KeyGate keys;
  private final Background background;
  private final Dialogs dialogs;
  private final Troubles troubles;
  private final Texts texts;
  private final ReadOnlyObjectWrapper<Boolean> present = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  public PassphraseModel(KeyGate keys, Background background, Dialogs dialogs, Texts texts) {
    this.keys = keys;
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    troubles = new Troubles(texts);
  }

  /** Looks whether there is one. */
  public void load() {
    background.ask(keys::exists, present::set, unknown -> present.set(null));
  }

  /** Whether the keys are under a passphrase; null while not known. */
  public ReadOnlyObjectProperty<Boolean> present() {
    return present.getReadOnlyProperty();
  }

  /** What is wrong with what was typed; empty when nothing is. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** True while it is being done. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }

  /** The person begins to type. */
  public void begin() {
    problem.set("");
  }

  /**
   * Does it, unless something is wrong with what was typed.
   *
   * @param known the present passphrase, empty where none is needed; wiped as the others are
   * @param fresh the new one, empty where there is none
   * @param again the new one once more
   * @param done runs when it is done
   */
  public void go(Task task, char[] known, char[] fresh, char[] again, Runnable done) {
    problem.set(wrong(task, known, fresh, again));
    Arrays.fill(again, '\0');
    if (!problem.get().isEmpty() || busy.get()) {
      wipe(known, fresh);
      return;
    }
    busy.set(true);
    background.ask(
        () -> {
          try {
            carryOut(task, known, fresh);
            return true;
          } finally {
            wipe(known, fresh);
          }
        },
        carriedOut -> {
          busy.set(false);
          present.set(task.needsFresh());
          done.run();
          dialogs.tell(texts.get("passphrase.done"), told(task));
        },
        this::refused);
  }

  private String wrong(Task task, char[] known, char[] fresh, char[] again) {
    if (task.needsPresent() && known.length == 0) {
      return texts.get("passphrase.present.missing");
    }
    if (task.needsFresh() && fresh.length == 0) {
      return texts.get("passphrase.fresh.missing");
    }
    return task.needsFresh() && !Arrays.equals(fresh, again)
        ? texts.get("passphrase.different")
        : "";
  }

  private void carryOut(Task task, char[] known, char[] fresh) {
    switch (task) {
      case SET -> keys.set(fresh);
      case CHANGE -> keys.change(known, fresh);
      case REMOVE -> keys.remove(known);
    }
  }

  private String told(Task task) {
    return switch (task) {
      case SET, CHANGE -> texts.get("passphrase.present");
      case REMOVE -> texts.get("passphrase.none");
    };
  }

  private void refused(RuntimeException refusal) {
    busy.set(false);
    if (refusal instanceof HozonException known && known.kind() == HozonException.Kind.USAGE) {
      problem.set(texts.get("passphrase.wrong"));
    } else {
      dialogs.trouble(troubles.of(texts.get("passphrase.failed"), refusal));
      load();
    }
  }

  private static void wipe(char[] known, char[] fresh) {
    Arrays.fill(known, '\0');
    Arrays.fill(fresh, '\0');
  }
}
