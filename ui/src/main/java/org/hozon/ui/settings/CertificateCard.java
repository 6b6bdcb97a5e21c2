package org.hozon.ui.settings;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows how this node stands in its mesh. */
final class CertificateCard {
  /** People compare fingerprints by groups. */
  private static final String GROUPS = "(?<=\\G.{8})(?!$)";

  private final Kit kit;
  private final Texts texts;
  private final FontIcon mark = Parts.icon(Feather.HELP_CIRCLE);
  private final Label sentence = Parts.prose("", "strong");
  private final GridPane form = Form.grid();
  private final Label mesh = value("certificate-mesh");
  private final Label authority = value("certificate-authority");
  private final Button copy;
  private final Label valid = value("certificate-valid");
  private final Label renewal = value("certificate-renewal");
  private final Label machine = value("certificate-machine");
  private final Label center = value("certificate-center");
  private final Node view;

  CertificateCard(CertificateModel model, Kit kit) {
    this.kit = kit;
    texts = kit.texts();
    copy =
        Parts.iconButton(
            "certificate-copy",
            texts.get("certificate.copy"),
            Feather.COPY,
            () -> copy(model.page().get().authority()));
    sentence.setId("certificate-sentence");
    HBox.setHgrow(sentence, Priority.ALWAYS);
    HBox head = Parts.row(mark, sentence);
    head.setAlignment(Pos.TOP_LEFT);
    row(0, texts.get("certificate.mesh"), mesh);
    HBox fingerprint = Parts.row(authority, copy);
    HBox.setHgrow(authority, Priority.ALWAYS);
    authority.getStyleClass().add("mono");
    form.addRow(1, Parts.labelFor(texts.get("certificate.authority"), authority), fingerprint);
    row(2, texts.get("certificate.valid"), valid);
    row(3, texts.get("certificate.renewal"), renewal);
    row(4, texts.get("certificate.machine"), machine);
    row(5, texts.get("certificate.center"), center);
    view =
        Parts.card(
            texts.get("certificate.heading"),
            head,
            form,
            Parts.prose(texts.get("certificate.text"), Styles.TEXT_MUTED));
    view.setId("certificate");
    model.page().addListener((property, before, now) -> show(now));
    show(model.page().get());
  }

  private static Label value(String id) {
    Label made = Parts.prose("");
    made.setId(id);
    return made;
  }

  private void row(int at, String name, Node field) {
    form.addRow(at, Parts.labelFor(name, field), field);
  }

  private void show(CertificateModel.Page page) {
    mark.setIconCode(
        switch (page.level()) {
          case GOOD -> Feather.CHECK_CIRCLE;
          case CAUTION -> Feather.ALERT_TRIANGLE;
          case BAD -> Feather.X_OCTAGON;
          case NEUTRAL -> Feather.INFO;
        });
    mark.setAccessibleText(
        switch (page.level()) {
          case GOOD -> texts.get("certificate.level.good");
          case CAUTION -> texts.get("certificate.level.caution");
          case BAD -> texts.get("certificate.level.bad");
          case NEUTRAL -> texts.get("certificate.level.neutral");
        });
    sentence.setText(page.sentence());
    mesh.setText(page.mesh());
    authority.setText(page.authority().replaceAll(GROUPS, " "));
    Parts.show(copy, !page.authority().equals(Figures.UNKNOWN));
    valid.setText(page.valid());
    renewal.setText(page.renewal());
    machine.setText(page.machine());
    center.setText(page.center());
  }

  private void copy(String fingerprint) {
    ClipboardContent content = new ClipboardContent();
    content.putString(fingerprint);
    Clipboard.getSystemClipboard().setContent(content);
    kit.dialogs().tell(texts.get("certificate.copied"), fingerprint);
  }

  Node view() {
    return view;
  }
}
