package org.hozon.ui.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.hozon.model.HozonException;
import org.hozon.ui.screen.FakeGate;
import org.hozon.ui.talk.Said;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.AtOnce;
import org.junit.jupiter.api.Test;

/** Opening a locked home, without a screen. */
class UnlockModelTest {
  private final FakeGate gate = new FakeGate();
  private final Said said = new Said();
  private int opened;
  private final UnlockModel model =
      new UnlockModel(gate, new AtOnce(), said, Texts.of(Locale.ENGLISH), () -> opened++);

  private void locked(String passphrase) {
    gate.keys.passphrase = passphrase;
    gate.keys.closed = true;
  }

  @Test
  void aNodeThatRunsNeedsNoPassphrase() {
    locked("correct horse");
    gate.ours = false;
    model.look();
    assertThat(opened).isOne();
    assertThat(gate.keys.given).isEmpty();
  }

  @Test
  void aWrongPassphraseIsSaidAndTheRightOneOpens() {
    locked("correct horse");
    model.look();
    assertThat(model.step().get()).isEqualTo(UnlockModel.Step.ASK);
    model.unlock(new char[0]);
    assertThat(model.problem().get()).contains("Type the passphrase");
    assertThat(gate.keys.given).isEmpty();
    model.unlock("battery staple".toCharArray());
    assertThat(model.problem().get()).contains("not the passphrase");
    assertThat(model.step().get()).isEqualTo(UnlockModel.Step.ASK);
    assertThat(opened).isZero();
    model.unlock("correct horse".toCharArray());
    assertThat(opened).isOne();
    assertThat(model.problem().get()).isEmpty();
    assertThat(gate.keys.given)
        .hasSize(2)
        .allSatisfy(typed -> assertThat(typed).as("wiped").containsOnly('\0'));
  }

  @Test
  void damageIsToldAsWhatItIs() {
    locked("correct horse");
    gate.keys.trouble = new HozonException(HozonException.Kind.DAMAGED, "The lock is damaged.");
    model.look();
    model.unlock("correct horse".toCharArray());
    assertThat(said.troubles).extracting("meaning").containsExactly("The lock is damaged.");
    assertThat(model.problem().get()).isEmpty();
    assertThat(opened).isZero();
  }
}
