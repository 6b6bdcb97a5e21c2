package org.hozon.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.hozon.model.CertificateReport;
import org.hozon.model.CertificateReport.State;
import org.hozon.model.HozonException;
import org.hozon.ui.FakeNode;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.settings.CertificateModel.Level;
import org.hozon.ui.talk.Said;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the node stands in its mesh, without a screen. */
class CertificateModelTest {
  /** A clock that a test sets. */
  private static final class Hands extends Clock {
    private Instant now = FakeNode.THEN;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final FakeNode node = new FakeNode();
  private final Hands clock = new Hands();
  private final NodeWatch watch = new NodeWatch(node, Runnable::run, clock);
  private final Texts texts = Texts.of(Locale.ENGLISH);
  private final CertificateModel model =
      new CertificateModel(
          watch, new AtOnce(), new Said(), texts, new Figures(texts, ZoneOffset.UTC));

  @AfterEach
  void close() {
    watch.close();
  }

  private static CertificateReport with(CertificateReport known, State state) {
    return new CertificateReport(
        state,
        known.mesh(),
        known.authority(),
        known.account(),
        known.from(),
        known.until(),
        known.renewal(),
        known.machineUntil(),
        known.machineRenewal(),
        FakeNode.THEN,
        known.center(),
        known.centerAnswered());
  }

  @ParameterizedTest
  @CsvSource({
    "FINE, GOOD, has certified your account",
    "RENEWAL_OVERDUE, CAUTION, 'should have renewed the certificate of your account since Nov 22'",
    "NOT_YET_VALID, CAUTION, 'begins on Nov 23, 2026'",
    "EXPIRED, BAD, 'expired on Nov 22, 2029'",
    "UNCERTIFIED, BAD, Ask whoever runs the mesh for an invitation",
    "MACHINE_SHUT_OUT, BAD, 'shut this computer out on Nov 23, 2026'",
    "ACCOUNT_SHUT_OUT, BAD, center of the mesh “friends” shut your account out"
  })
  void everyStateHasItsSentence(State state, Level level, String says) {
    node.certificate = with(node.certificate, state);
    watch.look();
    assertThat(model.page().get().level()).isEqualTo(level);
    assertThat(model.page().get().sentence()).contains(says);
    assertThat(model.page().get().mesh()).isEqualTo("friends");
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertThat(model.page().get().level()).isEqualTo(Level.NEUTRAL);
    assertThat(model.page().get().valid()).isEqualTo(Figures.UNKNOWN);
    node.certificate = CertificateReport.none(FakeNode.ACCOUNT);
    watch.look();
    CertificateModel.Page open = model.page().get();
    assertThat(open.sentence()).contains("open");
    assertThat(open.mesh()).isEqualTo("Open, without a center");
    assertThat(open.authority()).isEqualTo(Figures.UNKNOWN);
    assertThat(open.center()).isEqualTo(Figures.UNKNOWN);
    assertThat(open.machine()).isEqualTo(Figures.UNKNOWN);
  }

  @Test
  void whetherTheCenterAnsweredIsSaidOnlyWhenItIsKnown() {
    watch.look();
    assertThat(model.page().get().center()).contains("Answered").contains("Nov 23, 2026");
    CertificateReport known = node.certificate;
    node.certificate =
        new CertificateReport(
            State.FINE,
            known.mesh(),
            known.authority(),
            known.account(),
            known.from(),
            known.until(),
            known.renewal(),
            known.machineUntil(),
            known.machineRenewal(),
            null,
            true,
            null);
    model.load();
    assertThat(model.page().get().center()).isEqualTo("This node");
  }

  @Test
  void aChangeShowsByItselfAndANodeThatDoesNotAnswerSaysNothing() {
    watch.look();
    node.certificate = with(node.certificate, State.MACHINE_SHUT_OUT);
    watch.look();
    assertThat(model.page().get().level()).as("not asked with every look").isEqualTo(Level.GOOD);
    clock.now = clock.now.plus(Duration.ofSeconds(20));
    watch.look();
    assertThat(model.page().get().level()).isEqualTo(Level.BAD);
    node.trouble = new HozonException(HozonException.Kind.NO_NODE, "It is gone.");
    model.load();
    assertThat(model.page().get().level()).isEqualTo(Level.NEUTRAL);
    assertThat(model.page().get().sentence()).contains("not known");
  }
}
