package org.hozon.ui.provide;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.hozon.model.HozonException;
import org.hozon.model.OfferReport;
import org.hozon.ui.FakeNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.talk.Said;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The switch and the slider without a screen. */
class ProvideModelTest {
  private static final long GB = ProvideModel.GB;

  private final FakeNode node = new FakeNode();
  private final NodeWatch watch =
      new NodeWatch(node, Runnable::run, Clock.fixed(FakeNode.THEN, ZoneOffset.UTC));
  private final AtOnce background = new AtOnce();
  private final Said said = new Said();
  private final ReadOnlyLongWrapper reserve = new ReadOnlyLongWrapper(10 * GB);
  private long free = 100 * GB;
  private final ProvideModel model = model();

  private ProvideModel model() {
    Texts texts = Texts.of(Locale.ENGLISH);
    return new ProvideModel(
        watch,
        background,
        said,
        texts,
        new Figures(texts, ZoneOffset.UTC),
        () -> free,
        reserve.getReadOnlyProperty());
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void nothingCanBeChangedBeforeTheNodeServes() {
    assertThat(model.ready().get()).isFalse();
    assertThat(model.page().get()).isEqualTo(ProvideModel.Page.UNKNOWN);
    watch.look();
    assertThat(model.ready().get()).isTrue();
  }

  @Test
  void theMostIsWhatIsHeldAndWhatIsFreeWithoutTheReserve() {
    node.offer = new OfferReport(20 * GB, 15 * GB);
    watch.look();
    assertThat(model.most().get()).isEqualTo(105 * GB);
    reserve.set(60 * GB);
    assertThat(model.most().get()).isEqualTo(55 * GB);
    free = 0;
    node.offer = new OfferReport(20 * GB, 16 * GB);
    watch.look();
    assertThat(model.most().get()).as("what is offered already can stay").isEqualTo(20 * GB);
  }

  @Test
  void anUnknownDiskIsADash() {
    free = -1;
    watch.look();
    assertThat(model.page().get().free()).isEqualTo(Figures.UNKNOWN);
  }

  @Test
  void theSwitchGoesOffOnlyWhenItIsAgreedAndDone() {
    node.offer = new OfferReport(20 * GB, 15 * GB);
    watch.look();
    model.turn(false);
    assertThat(model.offering().get()).isTrue();
    assertThat(said.questions).hasSize(1);
    background.hold();
    said.agree();
    assertThat(model.changing().get()).isTrue();
    watch.look();
    assertThat(model.offering().get()).as("packs are still moving").isTrue();
    background.release();
    assertThat(node.withdrawn).isTrue();
    assertThat(model.changing().get()).isFalse();
    assertThat(model.offering().get()).isFalse();
  }

  @Test
  void loweringBelowWhatIsHeldAsksAndRaisingDoesNot() {
    node.offer = new OfferReport(20 * GB, 15 * GB);
    watch.look();
    model.capacity().set(10 * GB);
    model.apply();
    assertThat(node.offers).isEmpty();
    said.agree();
    assertThat(node.offers).containsExactly(10 * GB);
    model.capacity().set(40 * GB);
    model.apply();
    assertThat(node.offers).containsExactly(10 * GB, 40 * GB);
    assertThat(said.questions).hasSize(1);
  }

  @Test
  void aRefusalIsToldAndTheSwitchSaysWhatTheNodeSays() {
    node.offer = new OfferReport(0, 0);
    watch.look();
    model.touch();
    background.hold();
    model.turn(true);
    node.trouble = new HozonException(HozonException.Kind.FAILED, "The disk is full.");
    background.release();
    assertThat(said.troubles).extracting("meaning").containsExactly("The disk is full.");
    node.trouble = null;
    watch.look();
    assertThat(model.offering().get()).isFalse();
  }
}
