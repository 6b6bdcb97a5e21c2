package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import org.hozon.model.HostPort;
import org.hozon.model.HozonException;
import org.hozon.model.Invitation;
import org.hozon.ui.FakeNode;
import org.hozon.ui.live.NodeGate;
import org.hozon.ui.live.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first start, each of its answers, as a person clicks through it. */
class FirstStartTest {
  @TempDir Path home;

  /** A trial whose nodes serve at once. */
  private static final class FakeTrial implements Trial {
    private final FakeGate gate = new FakeGate();
    private boolean ended;

    @Override
    public NodeGate gate() {
      return gate;
    }

    @Override
    public List<HostPort> start(IntConsumer serving) {
      serving.accept(NODES);
      return List.of(FakeGate.address());
    }

    @Override
    public void end() {
      ended = true;
    }
  }

  static void answerCheck(Stand stand) {
    for (var field : stand.hand.lookup(".check-word").queryAllAs(TextField.class)) {
      int place = Integer.parseInt(field.getId().substring("check-".length()));
      Stand.onScreen(
          () -> field.setText(" " + FakeGate.words().get(place - 1).toUpperCase(Locale.ROOT)));
    }
  }

  @ParameterizedTest
  @CsvSource({"start-keep, deposits-empty", "start-lend, provide", "start-both, deposits-empty"})
  void joiningShowsThePhraseOnceAndAsksForThreeWords(String answer, String lands) {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      stand.press(answer);
      stand.type("start-address", "not an address");
      stand.press("start-join");
      stand.says("start-problem", "192.0.2.11:4747");
      stand.type("start-address", " 192.0.2.11:4747 ");
      stand.press("start-join");
      stand.find("start-phrase");
      assertThat(stand.hand.lookup(".word").queryAll()).hasSize(24);
      stand.press("phrase-written");
      stand.press("check-go");
      stand.says("start-problem", "three words");
      assertThat(stand.gate.seen).isFalse();
      answerCheck(stand);
      stand.press("check-go");
      stand.find(lands);
      Stand.until("the words count as seen", () -> stand.gate.seen);
      assertThat(stand.gate.openings)
          .containsExactly(new NodeGate.Opening(List.of(FakeGate.address()), false, false));
    }
  }

  @Test
  void aNewMeshNeedsNoAddress() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      stand.press("start-keep");
      stand.press("start-new-mesh");
      stand.press("phrase-written");
      answerCheck(stand);
      stand.press("check-go");
      stand.find("deposits-empty");
      assertThat(stand.gate.openings).containsExactly(new NodeGate.Opening(List.of(), true, false));
    }
  }

  @Test
  void restoringAsksForThePhraseAndListsTheDeposits() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      stand.press("start-restore");
      stand.type("start-restore-address", "192.0.2.11:4747");
      stand.type("start-words", "only three words");
      stand.press("start-restore-go");
      stand.says("start-problem", "not the 24 words");
      stand.type("start-words", String.join(" ", FakeGate.words()));
      stand.press("start-restore-go");
      stand.find("deposits");
      assertThat(stand.gate.recalled).startsWith(FakeGate.words().get(0));
    }
  }

  @Test
  void aTrialIsMarkedAsOneAndEndsWithTheWindow() {
    FakeTrial trial = new FakeTrial();
    Stand stand = new Stand(home, Locale.ENGLISH, trial).show();
    try (stand) {
      stand.press("start-keep");
      stand.press("start-try");
      stand.press("phrase-skip");
      stand.find("deposits-empty");
      assertThat(stand.hand.lookup("#trial-banner").queryAll()).isNotEmpty();
      assertThat(trial.gate.openings)
          .containsExactly(new NodeGate.Opening(List.of(FakeGate.address()), false, true));
      assertThat(stand.gate.account).as("the real home stays untouched").isFalse();
      stand.press("trial-end");
      stand.press("question-yes");
      Stand.until("the window has ended", stand::ended);
    }
    assertThat(trial.ended).isTrue();
    assertThat(trial.gate.node.closed).isTrue();
  }

  @Test
  void aNodeThatCannotStartIsToldAndTheQuestionStays() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      stand.gate.trouble =
          new HozonException(
              HozonException.Kind.FAILED, "No node answers at 192.0.2.11:4747; check the address.");
      stand.press("start-keep");
      stand.type("start-address", "192.0.2.11:4747");
      stand.press("start-join");
      stand.find("trouble");
      stand.press("trouble-close");
      stand.gate.trouble = null;
      stand.press("start-join");
      stand.press("phrase-written");
      stand.find("check-go");
    }
  }

  @Test
  void anInvitationIsPastedOrDroppedAndOneThatIsCutShortIsToldSo() throws IOException {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      Invitation invitation = FakeNode.invitation();
      Path file = Files.writeString(home.resolve("mail.txt"), "Come in:\n" + invitation.text());
      assertThat(new FileDrag(stand.find("start"), List.of(file)).drop().isDropCompleted())
          .isTrue();
      Stand.until(
          "the invitation is there", () -> invitation.text().equals(stand.text("start-address")));
      stand.type("start-address", invitation.text().substring(0, 60));
      stand.press("start-join");
      stand.says("start-problem", "not whole");
      stand.type("start-address", "  " + invitation.text() + "\n");
      stand.press("start-join");
      stand.press("phrase-written");
      answerCheck(stand);
      stand.press("check-go");
      stand.find("deposits-empty");
      assertThat(stand.gate.openings).containsExactly(NodeGate.Opening.by(invitation));
    }
  }

  @Test
  void aFileWithoutAnInvitationIsToldSo() throws IOException {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      Path file = Files.writeString(home.resolve("letter.txt"), "Dear friend,");
      new FileDrag(stand.find("start"), List.of(file)).drop();
      stand.find("trouble");
      stand.press("trouble-close");
      stand.find("start-keep");
    }
  }

  @Test
  void aRefusalOfTheCenterIsToldAndAnotherWayCanBeTakenWithoutNewWords() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      stand.gate.holdUp = new CountDownLatch(1);
      stand.gate.trouble =
          new HozonException(
              HozonException.Kind.FAILED,
              "The center of the mesh friends refused: this invitation has been used.");
      stand.press("start-keep");
      stand.type("start-address", FakeNode.invitation().text());
      stand.press("start-join");
      stand.press("phrase-written");
      answerCheck(stand);
      stand.press("check-go");
      stand.says("start-course", "friends");
      stand.gate.holdUp.countDown();
      Node trouble = stand.find("trouble");
      assertThat(stand.hand.from(trouble).lookup(".label").queryAllAs(Label.class))
          .anyMatch(label -> label.getText().contains("has been used"));
      stand.press("trouble-close");
      stand.gate.trouble = null;
      stand.type("start-address", "192.0.2.11:4747");
      stand.press("start-join");
      stand.find("deposits-empty");
      assertThat(stand.gate.openings).hasSize(2);
    }
  }

  @Test
  void waitingCanBeGivenUp() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null).show()) {
      stand.gate.holdUp = new CountDownLatch(1);
      stand.press("start-keep");
      stand.press("start-new-mesh");
      stand.press("phrase-written");
      answerCheck(stand);
      stand.press("check-go");
      stand.press("start-cancel");
      stand.find("start-address");
      stand.gate.holdUp.countDown();
      Stand.until("the node nobody waits for is let go", () -> stand.gate.node.closed);
      assertThat(stand.present("start-address")).isTrue();
    }
  }
}
