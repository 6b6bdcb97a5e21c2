package org.hozon.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.hozon.model.HozonException;
import org.hozon.ui.screen.FakeKeys;
import org.hozon.ui.settings.PassphraseModel.Task;
import org.hozon.ui.talk.Said;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.AtOnce;
import org.junit.jupiter.api.Test;

/** Setting, changing and taking away the passphrase, without a screen. */
class PassphraseModelTest {
  private final FakeKeys keys = new FakeKeys();
  private final Said said = new Said();
  private final PassphraseModel model =
      new PassphraseModel(keys, new AtOnce(), said, Texts.of(Locale.ENGLISH));
  private int done;

  private void go(Task task, String known, String fresh, String again) {
    char[][] typed = {known.toCharArray(), fresh.toCharArray(), again.toCharArray()};
    model.go(task, typed[0], typed[1], typed[2], () -> done++);
    for (char[] each : typed) {
      assertThat(new String(each)).as("wiped").isEqualTo("\0".repeat(each.length));
    }
  }

  @Test
  void whetherThereIsOneIsNotKnownBeforeItWasLookedAt() {
    assertThat(model.present().get()).isNull();
    model.load();
    assertThat(model.present().get()).isFalse();
    keys.passphrase = "one";
    model.load();
    assertThat(model.present().get()).isTrue();
  }

  @Test
  void itIsSetChangedAndTakenAway() {
    go(Task.SET, "", "one", "one");
    assertThat(keys.passphrase).isEqualTo("one");
    assertThat(model.present().get()).isTrue();
    go(Task.CHANGE, "one", "two", "two");
    assertThat(keys.passphrase).isEqualTo("two");
    go(Task.REMOVE, "two", "", "");
    assertThat(keys.passphrase).isNull();
    assertThat(model.present().get()).isFalse();
    assertThat(done).isEqualTo(3);
    assertThat(said.told).hasSize(3);
  }

  @Test
  void whatIsTypedWronglyIsSaidAndChangesNothing() {
    keys.passphrase = "one";
    go(Task.CHANGE, "", "two", "two");
    assertThat(model.problem().get()).contains("present passphrase");
    go(Task.CHANGE, "one", "", "");
    assertThat(model.problem().get()).contains("an empty one locks nothing");
    go(Task.CHANGE, "one", "two", "tow");
    assertThat(model.problem().get()).contains("not the same");
    assertThat(keys.given).as("nothing was tried").isEmpty();
    go(Task.CHANGE, "wrong", "two", "two");
    assertThat(model.problem().get()).contains("not the present passphrase");
    go(Task.REMOVE, "wrong", "", "");
    assertThat(model.problem().get()).contains("not the present passphrase");
    assertThat(keys.passphrase).isEqualTo("one");
    assertThat(done).isZero();
    model.begin();
    assertThat(model.problem().get()).isEmpty();
  }

  @Test
  void aRefusalOfTheDiskIsTold() {
    keys.trouble = new HozonException(HozonException.Kind.FAILED, "The disk is full.");
    go(Task.SET, "", "one", "one");
    assertThat(said.troubles).extracting("meaning").containsExactly("The disk is full.");
    assertThat(model.present().get()).isFalse();
    assertThat(model.busy().get()).isFalse();
    assertThat(done).isZero();
  }
}
