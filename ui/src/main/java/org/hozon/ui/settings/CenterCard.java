package org.hozon.ui.settings;

import atlantafx.base.theme.Styles;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.hozon.model.CenterMember;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows whom this node lets into the mesh; hidden on a node that is not its center. */
final class CenterCard {
  private final CenterModel model;
  private final Kit kit;
  private final Texts texts;
  private final VBox members = new VBox(8);
  private final VBox invited = new VBox(8);
  private final VBox view;

  CenterCard(CenterModel model, Kit kit) {
    this.model = model;
    this.kit = kit;
    texts = kit.texts();
    view =
        Parts.card(
            texts.get("center.heading"),
            inviting(),
            invited,
            Parts.label(texts.get("center.members"), "strong"),
            members,
            Parts.prose(texts.get("center.text"), Styles.TEXT_MUTED));
    view.setId("center");
    view.visibleProperty().bind(model.center());
    view.managedProperty().bind(model.center());
    model.members().addListener((ListChangeListener<CenterMember>) change -> showMembers());
    model.invitation().addListener((property, before, now) -> showInvitation());
    showMembers();
    showInvitation();
  }

  private Node inviting() {
    TextField name = new TextField();
    name.setId("center-for");
    name.setPromptText(texts.get("center.for.prompt"));
    name.setAccessibleText(texts.get("center.for.prompt"));
    name.textProperty().bindBidirectional(model.invitee());
    HBox.setHgrow(name, Priority.ALWAYS);
    Button go =
        Parts.button("center-invite", texts.get("center.invite"), Feather.MAIL, model::invite);
    return Parts.row(Parts.labelFor(texts.get("center.for"), name), name, go);
  }

  private void showInvitation() {
    Parts.show(invited, model.invitation().get() != null);
    if (model.invitation().get() == null) {
      return;
    }
    String text = model.invitation().get().text();
    TextArea line = new TextArea(text);
    line.setId("center-invitation");
    line.setEditable(false);
    line.setWrapText(true);
    line.setPrefRowCount(3);
    line.setAccessibleText(texts.get("center.invited"));
    Button copy =
        Parts.button("center-copy", texts.get("center.copy"), Feather.COPY, () -> copy(text));
    Label words = Parts.prose(model.invitationWords(), Styles.TEXT_MUTED);
    HBox.setHgrow(words, Priority.ALWAYS);
    invited.getChildren().setAll(line, Parts.row(words, copy));
  }

  private void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
    kit.dialogs().tell(texts.get("center.copied"), model.invitationWords());
  }

  private void showMembers() {
    members.getChildren().setAll(model.members().stream().map(this::row).toList());
    if (members.getChildren().isEmpty()) {
      members.getChildren().add(Parts.label(texts.get("center.none"), Styles.TEXT_MUTED));
    }
  }

  private Node row(CenterMember member) {
    String called = member.name().isBlank() ? member.account().value() : member.name();
    VBox words =
        new VBox(2, Parts.label(called), Parts.label(model.words(member), Styles.TEXT_MUTED));
    HBox row = Parts.row(words, Parts.filler());
    if (member.state() == CenterMember.State.WAITING) {
      String id = member.account().value();
      Button approve =
          Parts.mainButton(
              "center-approve-" + id,
              texts.get("center.approve"),
              Feather.CHECK,
              () -> model.approve(member));
      Button reject =
          Parts.button(
              "center-reject-" + id, texts.get("center.reject"), null, () -> model.reject(member));
      row.getChildren().addAll(reject, approve);
    }
    return row;
  }

  Node view() {
    return view;
  }
}
