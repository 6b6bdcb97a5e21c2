package org.hozon.ui.settings;

import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.hozon.model.CertificateReport;
import org.hozon.ui.live.NodeWatch;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.talk.Dialogs;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.hozon.ui.work.Background;

/** How this node stands in its mesh by its certificates, in words. */
public final class CertificateModel extends NodeModel {
  /** A node learns of a revocation or a renewal about that often. */
  private static final Duration ASK_EVERY = Duration.ofSeconds(20);

  /** How good it is. */
  public enum Level {
    /** Nothing is to be done. */
    GOOD,
    /** Somebody should look after it. */
    CAUTION,
    /** The other nodes do not take this one. */
    BAD,
    /** There is nothing to judge. */
    NEUTRAL
  }

  /**
   * What is shown; a dash where something is not known.
   *
   * @param level how good it is
   * @param sentence how the node stands, and what to do
   * @param mesh what the mesh is called
   * @param authority the fingerprint of its authority
   * @param valid from when until when the account's certificate is valid
   * @param renewal when it is made anew, and by whom
   * @param machine the same of this machine's own certificate
   * @param center whether the center answered
   */
  public record Page(
      Level level,
      String sentence,
      String mesh,
      String authority,
      String valid,
      String renewal,
      String machine,
      String center) {}

  private final ReadOnlyObjectWrapper<Page> page;
  private Instant asked = Instant.MIN;

  public CertificateModel(
      NodeWatch watch, Background background, Dialogs dialogs, Texts texts, Figures figures) {
    super(watch, background, dialogs, texts, figures);
    page = new ReadOnlyObjectWrapper<>(unknown());
    watch.whenServing(this::load);
    watch.snapshot().addListener((property, before, now) -> follow(now));
  }

  private void follow(Snapshot seen) {
    if (seen.state() == Snapshot.State.SERVING
        && Duration.between(asked, seen.at()).compareTo(ASK_EVERY) >= 0) {
      asked = seen.at();
      load();
    }
  }

  @Override
  public void load() {
    background.ask(node::certificate, this::take, noAnswer -> page.set(unknown()));
  }

  /** What is shown now. */
  public ReadOnlyObjectProperty<Page> page() {
    return page.getReadOnlyProperty();
  }

  private Page unknown() {
    String dash = Figures.UNKNOWN;
    return new Page(
        Level.NEUTRAL, texts.get("certificate.unknown"), dash, dash, dash, dash, dash, dash);
  }

  private void take(CertificateReport report) {
    boolean open = report.state() == CertificateReport.State.OPEN;
    page.set(
        new Page(
            level(report.state()),
            sentence(report),
            report.authority().isEmpty() ? texts.get("certificate.mesh.open") : report.mesh(),
            report.authority().isEmpty() ? Figures.UNKNOWN : report.authority(),
            report.until() == null
                ? Figures.UNKNOWN
                : texts.get(
                    "certificate.valid.time",
                    figures.moment(report.from()),
                    figures.moment(report.until())),
            report.renewal() == null
                ? Figures.UNKNOWN
                : texts.get("certificate.renewal.time", figures.moment(report.renewal())),
            report.machineUntil() == null
                ? Figures.UNKNOWN
                : texts.get(
                    "certificate.machine.time",
                    figures.moment(report.machineUntil()),
                    figures.moment(report.machineRenewal())),
            open ? Figures.UNKNOWN : center(report)));
  }

  private String center(CertificateReport report) {
    if (report.center()) {
      return texts.get("certificate.center.here");
    }
    return report.centerAnswered() == null
        ? Figures.UNKNOWN
        : texts.get("certificate.center.answered", figures.moment(report.centerAnswered()));
  }

  private static Level level(CertificateReport.State state) {
    return switch (state) {
      case FINE -> Level.GOOD;
      case OPEN -> Level.NEUTRAL;
      case RENEWAL_OVERDUE, NOT_YET_VALID -> Level.CAUTION;
      case EXPIRED, UNCERTIFIED, MACHINE_SHUT_OUT, ACCOUNT_SHUT_OUT -> Level.BAD;
    };
  }

  private String sentence(CertificateReport report) {
    return switch (report.state()) {
      case OPEN -> texts.get("certificate.open");
      case FINE -> texts.get("certificate.fine", report.mesh());
      case RENEWAL_OVERDUE ->
          texts.get(
              "certificate.overdue",
              figures.moment(report.renewal()),
              figures.moment(report.until()));
      case NOT_YET_VALID -> texts.get("certificate.early", figures.moment(report.from()));
      case EXPIRED -> texts.get("certificate.expired", figures.moment(report.until()));
      case UNCERTIFIED -> texts.get("certificate.uncertified", report.mesh());
      case MACHINE_SHUT_OUT ->
          texts.get("certificate.machine-out", figures.moment(report.shutOut()));
      case ACCOUNT_SHUT_OUT ->
          texts.get("certificate.account-out", report.mesh(), figures.moment(report.shutOut()));
    };
  }
}
