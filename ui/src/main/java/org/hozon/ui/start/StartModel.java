package org.hozon.ui.start;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.hozon.model.HozonException;
import org.hozon.node.HomeAccounts;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.live.Trial;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.talk.Troubles;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** Leads through the first start, step by step. */
public final class StartModel {
  /** Where one is. */
  public enum Step {
    CHOOSE,
    JOIN,
    RESTORE,
    PHRASE,
    CHECK,
    WAIT
  }

  /** What one would like to do. */
  public enum Wish {
    KEEP,
    LEND,
    BOTH,
    RESTORE
  }

  /** What the first start ended with; the trial is null when it is in earnest. */
  public record Opened(NodeGate gate, NodeGate.Lease lease, Wish wish, Trial trial) {}

  private final NodeGate home;
  private final Supplier<Trial> trials;
  private final Background background;
  private final Dialogs dialogs;
  private final Troubles troubles;
  private final Texts texts;
  private final RandomGenerator random;
  private final Consumer<Opened> opened;

  private final ReadOnlyObjectWrapper<Step> step = new ReadOnlyObjectWrapper<>(Step.CHOOSE);
  private final ReadOnlyStringWrapper course = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final StringProperty address = new SimpleStringProperty("");
  private final StringProperty words = new SimpleStringProperty("");
  private final ReadOnlyObjectWrapper<HomeAccounts.Made> made = new ReadOnlyObjectWrapper<>();
  private PhraseCheck check;
  private Wish wish = Wish.KEEP;
  private NodeGate gate;
  private Trial trial;
  private NodeGate.Lease lease;
  private boolean phraseKept;
  private int attempt;

  /**
   * @param home the gate of the real home
   * @param trials prepares a trial
   * @param opened takes the node once everything is answered
   */
  public StartModel(
      NodeGate home,
      Supplier<Trial> trials,
      Background background,
      Dialogs dialogs,
      Texts texts,
      RandomGenerator random,
      Consumer<Opened> opened) {
    this.home = home;
    this.trials = trials;
    this.background = background;
    this.dialogs = dialogs;
    this.texts = texts;
    this.random = random;
    this.opened = opened;
    troubles = new Troubles(texts);
  }

  public ReadOnlyObjectProperty<Step> step() {
    return step.getReadOnlyProperty();
  }

  /** What is being done, while there is something to wait for. */
  public ReadOnlyStringProperty course() {
    return course.getReadOnlyProperty();
  }

  /** What is wrong with what was typed; empty when nothing is. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** The address of a node of the mesh to join, or an invitation into it. */
  public StringProperty address() {
    return address;
  }

  /** The recovery phrase of the account to bring back. */
  public StringProperty words() {
    return words;
  }

  /** The new account and its phrase. */
  public ReadOnlyObjectProperty<HomeAccounts.Made> made() {
    return made.getReadOnlyProperty();
  }

  /** The three words that are asked back. */
  public PhraseCheck check() {
    return check;
  }

  /** True when this is a trial: then the phrase need not be kept. */
  public boolean inTrial() {
    return trial != null;
  }

  /** Answers what one would like to do. */
  public void choose(Wish answer) {
    wish = answer;
    problem.set("");
    step.set(answer == Wish.RESTORE ? Step.RESTORE : Step.JOIN);
  }

  /** Goes one step back. */
  public void back() {
    problem.set("");
    switch (step.get()) {
      case JOIN, RESTORE -> step.set(Step.CHOOSE);
      case CHECK -> step.set(Step.PHRASE);
      case CHOOSE, PHRASE, WAIT -> {}
    }
  }

  /** Joins the mesh of the address or the invitation that was given. */
  public void join() {
    NodeGate.Opening way = readWay();
    if (way != null) {
      begin(home, way);
    }
  }

  /** Takes an invitation that came as a file; says what is wrong when there is none in it. */
  public void invitation(Path file) {
    background.ask(
        () -> WayIn.fromFile(file),
        text -> {
          if (step.get() == Step.CHOOSE) {
            choose(Wish.KEEP);
          }
          if (step.get() == Step.JOIN || step.get() == Step.RESTORE) {
            address.set(text);
            problem.set("");
          }
        },
        wrong -> dialogs.trouble(troubles.of(texts.get("start.invitation.failed"), wrong)));
  }

  /** Starts a mesh of its own that others can join. */
  public void newMesh() {
    begin(home, new NodeGate.Opening(List.of(), true, false));
  }

  private NodeGate.Opening readWay() {
    try {
      return WayIn.parse(address.get());
    } catch (IllegalArgumentException wrong) {
      problem.set(texts.get("start.address.wrong"));
    } catch (HozonException cutShort) {
      problem.set(texts.get("start.invitation.wrong"));
    }
    return null;
  }

  private void begin(NodeGate chosen, NodeGate.Opening opening) {
    gate = chosen;
    problem.set("");
    showPhrase(() -> open(opening));
  }

  /** Makes the account at once, so that its phrase can be read while the node starts. */
  private void showPhrase(Runnable then) {
    waitFor(texts.get("start.account"));
    NodeGate through = gate;
    background.ask(
        () -> account(through),
        account -> {
          phraseKept = account.isEmpty();
          account.ifPresent(
              fresh -> {
                made.set(fresh);
                check = PhraseCheck.of(fresh.phrase(), random);
                step.set(Step.PHRASE);
              });
          then.run();
        },
        this::failed);
  }

  /** Empty when the words of the account were shown and kept before joining failed. */
  private static Optional<HomeAccounts.Made> account(NodeGate through) {
    boolean known = through.hasAccount() && through.unseenWords().isEmpty();
    return known ? Optional.empty() : Optional.of(through.makeAccount());
  }

  private void open(NodeGate.Opening opening) {
    int mine = ++attempt;
    NodeGate through = gate;
    course.set(
        opening.invitation() == null
            ? texts.get("start.connecting")
            : texts.get("start.connecting.invited", opening.invitation().mesh()));
    background.ask(
        () -> through.open(opening),
        got -> {
          if (mine == attempt) {
            lease = got;
            course.set("");
            finishWhenReady();
          } else {
            letGo(got);
          }
        },
        failure -> {
          if (mine == attempt) {
            failed(failure);
          }
        });
  }

  /** Starts five nodes on this computer and joins them. */
  public void tryHere() {
    int mine = ++attempt;
    waitFor(texts.get("start.trial.preparing"));
    background.ask(
        trials,
        prepared -> {
          if (mine != attempt) {
            return;
          }
          trial = prepared;
          gate = prepared.gate();
          showPhrase(() -> startTrial(prepared, mine));
        },
        this::failed);
  }

  private void startTrial(Trial prepared, int mine) {
    course.set(texts.get("start.trial.nodes", 0, Trial.NODES));
    background.ask(
        () -> prepared.start(serving -> background.show(() -> serving(serving, mine))),
        addresses -> {
          if (mine == attempt) {
            open(new NodeGate.Opening(addresses, false, true));
          }
        },
        failure -> {
          if (mine == attempt) {
            failed(failure);
          }
        });
  }

  private void serving(int nodes, int mine) {
    if (mine == attempt) {
      course.set(texts.get("start.trial.nodes", nodes, Trial.NODES));
    }
  }

  /** The phrase was written down: asks three words back. */
  public void phraseWritten() {
    step.set(Step.CHECK);
  }

  /** Goes on without keeping the phrase of a trial. */
  public void skipPhrase() {
    if (inTrial()) {
      kept();
    }
  }

  /** Compares the three words; goes on when they are right. */
  public void checkWords() {
    if (check.right()) {
      problem.set("");
      kept();
    } else {
      problem.set(texts.get("start.check.wrong"));
    }
  }

  private void kept() {
    phraseKept = true;
    NodeGate through = gate;
    background.ask(
        () -> {
          through.wordsSeen();
          return true;
        },
        done -> {},
        failure -> dialogs.trouble(troubles.of(texts.get("start.failed"), failure)));
    finishWhenReady();
  }

  /** Brings an account back from its phrase and joins the mesh of the address. */
  public void restore() {
    NodeGate.Opening way = readWay();
    if (way == null) {
      return;
    }
    gate = home;
    problem.set("");
    waitFor(texts.get("start.recalling"));
    String phrase = words.get();
    background.ask(
        () -> {
          home.recall(phrase);
          return true;
        },
        recalled -> {
          phraseKept = true;
          open(way);
        },
        wrong -> {
          step.set(Step.RESTORE);
          problem.set(texts.get("start.words.wrong"));
        });
  }

  private void finishWhenReady() {
    if (!phraseKept) {
      return;
    }
    if (lease == null) {
      step.set(Step.WAIT);
      return;
    }
    made.set(null);
    opened.accept(new Opened(gate, lease, wish, trial));
  }

  private void waitFor(String what) {
    course.set(what);
    step.set(Step.WAIT);
  }

  /** Nobody waits for this node any more. */
  private void letGo(NodeGate.Lease late) {
    background.ask(
        () -> {
          late.node().close();
          return true;
        },
        closed -> {},
        notClosed -> {});
  }

  /** Gives up waiting and goes back to where one can choose another way. */
  public void giveUp() {
    Trial begun = trial;
    trial = null;
    attempt++;
    course.set("");
    if (lease != null) {
      letGo(lease);
      lease = null;
    }
    if (begun != null) {
      background.ask(
          () -> {
            begun.end();
            return true;
          },
          ended -> {},
          notEnded -> {});
    }
    step.set(wish == Wish.RESTORE ? Step.RESTORE : Step.JOIN);
  }

  private void failed(RuntimeException failure) {
    giveUp();
    dialogs.trouble(troubles.of(texts.get("start.failed"), failure));
  }
}
