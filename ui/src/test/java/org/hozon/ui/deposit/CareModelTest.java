package org.hozon.ui.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hozon.model.DepositCare;
import org.hozon.model.Retention;
import org.junit.jupiter.api.Test;

/** What nobody touched stays as it was. */
class CareModelTest {
  private static DepositCare care(List<String> ignore) {
    return new DepositCare(new Retention(1, 2, 3, 4, 5, 6), ignore, true, true, "Half is gone.");
  }

  @Test
  void whatIsNotChangedComesOutAsItWentIn() {
    List<String> presetAndMore = new ArrayList<>(DepositCare.PRESET);
    presetAndMore.add("*.iso");
    List<String> otherOrder = new ArrayList<>(DepositCare.PRESET);
    otherOrder.add(0, "!keep.tmp");
    for (List<String> ignore :
        List.of(DepositCare.PRESET, presetAndMore, otherOrder, List.<String>of())) {
      assertThat(new CareModel(care(ignore)).care()).isEqualTo(care(ignore));
    }
  }

  @Test
  void thePresetCanBeTakenAwayAndPutBack() {
    CareModel model = new CareModel(care(DepositCare.PRESET));
    model.own().set("a/\n\n  \nb");
    model.preset().set(false);
    assertThat(model.care().ignore()).containsExactly("a/", "b");
    model.preset().set(true);
    assertThat(model.care().ignore()).startsWith(DepositCare.PRESET.get(0)).endsWith("a/", "b");
  }

  @Test
  void aWatchThatIsTurnedOffWaitsForNobody() {
    CareModel model = new CareModel(care(List.of()));
    model.watch().set(false);
    assertThat(model.care().paused()).isFalse();
    assertThat(model.care().pausedBecause()).isNull();
  }

  @Test
  void atLeastOneVersionIsKept() {
    CareModel model = new CareModel(care(List.of()));
    model.kept().setAll(0, 0, 0, 0, 0, 0);
    assertThat(model.valid()).isFalse();
    model.kept().set(5, 1);
    assertThat(model.valid()).isTrue();
  }
}
