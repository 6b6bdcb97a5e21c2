package org.hozon.ui.screen;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import org.controlsfx.control.TaskProgressView;
import org.hozon.model.HozonException;
import org.hozon.model.Limits;
import org.hozon.model.OfferReport;
import org.hozon.ui.FakeNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The switch, the slider, draining, the limits. */
class ProvideScreenTest {
  private static final long GB = 1_000_000_000L;

  @TempDir Path home;

  private Stand provide(Runnable before) {
    Stand stand = new Stand(home, Locale.ENGLISH, null);
    stand.gate.account = true;
    stand.gate.node.offer = new OfferReport(2 * GB, GB);
    before.run();
    stand.show();
    stand.press("go-provide");
    ToggleSwitch toggle = (ToggleSwitch) stand.find("provide-switch");
    Stand.until("the offer is known", () -> toggle.isSelected() && !toggle.isDisabled());
    return stand;
  }

  @Test
  void switchingOffMovesWhatIsHeldAndCanBeCancelled() {
    try (Stand stand = provide(() -> {})) {
      FakeNode node = stand.gate.node;
      ToggleSwitch toggle = (ToggleSwitch) stand.find("provide-switch");
      node.holdUp = new CountDownLatch(1);
      Stand.onScreen(() -> toggle.setSelected(false));
      stand.find("question");
      assertThat(toggle.isSelected()).as("nothing is off before it is agreed").isTrue();
      stand.press("question-yes");
      TaskProgressView<?> tasks =
          (TaskProgressView<?>) stand.hand.lookup(".task-progress-view").query();
      Stand.until("the move is shown", () -> !tasks.getTasks().isEmpty());
      Stand.onScreen(() -> tasks.getTasks().get(0).cancel());
      Stand.until("it can be changed again", () -> !toggle.isDisabled());
      assertThat(node.withdrawn).isFalse();
      Stand.until("the offer stays", toggle::isSelected);
      node.holdUp = new CountDownLatch(0);
      Stand.onScreen(() -> toggle.setSelected(false));
      stand.press("question-yes");
      Stand.until("it is withdrawn", () -> node.withdrawn);
      Stand.until("the switch is off", () -> !toggle.isSelected());
      assertThat(node.offers).as("withdrawing is not setting the offer to nothing").isEmpty();
    }
  }

  @Test
  void whatCannotMoveStaysAndIsTold() {
    try (Stand stand = provide(() -> {})) {
      ToggleSwitch toggle = (ToggleSwitch) stand.find("provide-switch");
      Stand.onScreen(() -> toggle.setSelected(false));
      stand.find("question");
      stand.gate.node.trouble =
          new HozonException(HozonException.Kind.SHORT, "No other node has room; all stays.");
      stand.press("question-yes");
      stand.find("trouble");
      stand.gate.node.trouble = null;
      stand.press("trouble-close");
      Stand.until("the offer stays", () -> toggle.isSelected() && !toggle.isDisabled());
    }
  }

  @Test
  void theSliderLowersTheOfferAfterAskingAndRaisesItAtOnce() {
    try (Stand stand = provide(() -> {})) {
      FakeNode node = stand.gate.node;
      Slider slider = (Slider) stand.find("provide-slider");
      node.offer = new OfferReport(2 * GB, GB + GB / 2);
      stand.says("provide-used", "1.50 GB");
      move(slider, 1);
      stand.press("provide-apply");
      stand.find("question");
      assertThat(node.offers).isEmpty();
      stand.press("question-yes");
      Stand.until("it is lowered", () -> node.offers.contains(GB));
      assertThat(slider.getMax()).as("something is left to offer").isGreaterThan(1);
      stand.says("provide-offered", "1.00 GB");
      move(slider, 2);
      stand.press("provide-apply");
      Stand.until("it is raised", () -> node.offers.contains(2 * GB));
    }
  }

  private static void move(Slider slider, double to) {
    Stand.onScreen(
        () -> {
          slider.requestFocus();
          slider.setValue(to);
        });
  }

  @Test
  void limitsAreShownAndSaved() {
    try (Stand stand = new Stand(home, Locale.ENGLISH, null)) {
      FakeNode node = stand.gate.node;
      stand.gate.account = true;
      node.limits = new Limits(333_333, 0, "22:00-06:00", 0, 5 * GB);
      stand.show();
      Stand.until("the node serves", () -> stand.present("verdict"));
      stand.press("go-provide");
      CheckBox standard = (CheckBox) stand.find("limits-reserve-standard");
      stand.says("provide-reserve", "5.00 GB");
      Spinner<?> download = (Spinner<?>) stand.find("limits-download");
      assertThat(standard.isSelected()).isFalse();
      Stand.onScreen(() -> download.increment(4));
      stand.press("limits-save");
      Limits wanted = new Limits(333_333, 4_000_000, "22:00-06:00", 0, 5 * GB);
      Stand.until("they are saved", () -> node.limits.equals(wanted));
    }
  }
}
