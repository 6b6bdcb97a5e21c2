package org.hozon.ui.settings;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows how this node stands in its mesh. */
final class CertificateCard {
  private final Texts texts;
  private final FontIcon mark = Parts.icon(Feather.HELP_CIRCLE);
  private final Label sentence = Parts.prose("", "strong");
  private final GridPane form = Form.grid();
  private final Label mesh = value("certificate-mesh");
  private final TextField authority;
  private final Label valid = value("certificate-valid");
  private final Label renewal = value("certificate-renewal");
  private final Label machine = value("certificate-machine");
  private final Label center = value("certificate-center");
  private final Node view;

  CertificateCard(CertificateModel model, Texts texts) {
    this.texts = texts;
    authority = Form.readOnly("certificate-authority", texts.get("certificate.authority"));
    sentence.setId("certificate-sentence");
    HBox.setHgrow(sentence, Priority.ALWAYS);
    HBox head = Parts.row(mark, sentence);
    head.setAlignment(Pos.TOP_LEFT);
    row(0, texts.get("certificate.mesh"), mesh);
    row(1, texts.get("certificate.authority"), authority);
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
    authority.setText(page.authority());
    valid.setText(page.valid());
    renewal.setText(page.renewal());
    machine.setText(page.machine());
    center.setText(page.center());
  }

  Node view() {
    return view;
  }
}
