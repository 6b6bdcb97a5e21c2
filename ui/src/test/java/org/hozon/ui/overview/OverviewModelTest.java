package org.hozon.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.hozon.model.HozonException;
import org.hozon.model.OfferReport;
import org.hozon.model.StatusReport;
import org.hozon.ui.FakeNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the overview says, look by look, without a screen. */
class OverviewModelTest {
  private final FakeNode node = new FakeNode();
  private final Clock clock = Clock.fixed(FakeNode.THEN, ZoneOffset.UTC);
  private final NodeWatch watch = new NodeWatch(node, Runnable::run, clock);
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final OverviewModel model =
      new OverviewModel(watch.snapshot(), texts, new Figures(texts, ZoneOffset.UTC), clock);

  @AfterEach
  void close() {
    watch.close();
  }

  private OverviewModel.Page look() {
    watch.look();
    return model.page().get();
  }

  private void deposit() {
    node.deposits =
        List.of(FakeNode.summary(FakeNode.PHOTOS, "Photographs", 12_304, 48_000_000_000L));
  }

  @Test
  void whatIsNotKnownYetIsADash() {
    OverviewModel.Page page = model.page().get();
    assertThat(page.verdict().level()).isEqualTo(Verdict.Level.NEUTRAL);
    for (OverviewModel.Figure figure :
        List.of(page.protectedData(), page.copies(), page.offered(), page.members())) {
      assertThat(figure.value()).isEqualTo(Figures.UNKNOWN);
    }
  }

  @Test
  void theSentenceFollowsThePacks() {
    assertThat(look().verdict().sentence()).isEqualTo("Nothing is deposited yet");
    deposit();
    assertThat(look().verdict().sentence())
        .isEqualTo("All 12,304 files and folders are safe on 3 or more servers");
    assertThat(model.page().get().verdict().level()).isEqualTo(Verdict.Level.GOOD);
    node.packs = new StatusReport.Packs(12, 10, 2, 0);
    assertThat(look().verdict().sentence()).isEqualTo("2 packs have fewer copies than wanted");
    assertThat(model.page().get().verdict().level()).isEqualTo(Verdict.Level.CAUTION);
    node.packs = new StatusReport.Packs(12, 10, 1, 1);
    assertThat(look().verdict().sentence())
        .isEqualTo("1 pack is on no node that can be reached now");
    assertThat(model.page().get().verdict().level()).isEqualTo(Verdict.Level.RISK);
    node.packs = new StatusReport.Packs(12, 12, 0, 0);
    assertThat(look().verdict().level()).isEqualTo(Verdict.Level.GOOD);
  }

  @Test
  void aNodeThatFallsSilentLeavesItsLastFigures() {
    deposit();
    String kept = look().protectedData().value();
    node.trouble = new HozonException(HozonException.Kind.NO_NODE, "Nobody answers.");
    OverviewModel.Page page = look();
    assertThat(page.verdict().sentence()).contains("does not answer");
    assertThat(page.verdict().level()).isNotEqualTo(Verdict.Level.GOOD);
    assertThat(page.protectedData().value()).isEqualTo(kept).isEqualTo("48.0 GB");
  }

  @Test
  void figuresAreThoseOfTheNode() {
    deposit();
    node.packs = new StatusReport.Packs(12, 10, 2, 0);
    OverviewModel.Page page = look();
    assertThat(page.copies().value()).isEqualTo("10 of 12");
    assertThat(page.offered().value()).isEqualTo("300 GB");
    assertThat(page.offered().note()).isEqualTo("167 GB used");
    assertThat(page.members().value()).isEqualTo("6");
    node.offer = new OfferReport(0, 0);
    assertThat(look().offered().value()).isEqualTo("Nothing");
  }
}
