package org.hozon.ui.start;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.hozon.ui.Kit;
import org.hozon.ui.look.Drops;
import org.hozon.ui.look.Parts;
import org.hozon.ui.shell.Marks;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows the first start, one step at a time. */
public final class StartView {
  private static final double CHOICE_WIDTH = 630;
  private static final int PHRASE_COLUMNS = 4;

  private final StartModel model;
  private final Kit kit;
  private final Texts texts;
  private final StackPane root = new StackPane();
  private final VBox panel = new VBox();

  public StartView(StartModel model, Kit kit) {
    this.model = model;
    this.kit = kit;
    texts = kit.texts();
    root.getStyleClass().add("screen");
    root.setId("start");
    VBox veil = Drops.veil(texts.get("start.invitation.drop"), Feather.MAIL);
    root.getChildren().addAll(Parts.middlePage(panel), veil);
    Drops.accept(root, veil, files -> model.invitation(files.get(0)));
    model.step().addListener((property, before, now) -> show(now));
    show(model.step().get());
  }

  /** What is shown. */
  public StackPane root() {
    return root;
  }

  private void show(StartModel.Step step) {
    panel
        .getChildren()
        .setAll(
            switch (step) {
              case CHOOSE -> choose();
              case JOIN -> join();
              case RESTORE -> restore();
              case PHRASE -> phrase();
              case CHECK -> check();
              case WAIT -> waiting();
            });
  }

  private List<Node> choose() {
    ImageView mark = new ImageView(Marks.image(144));
    mark.setFitWidth(56);
    mark.setFitHeight(56);
    HBox head =
        new HBox(
            16,
            mark,
            new VBox(
                2,
                Parts.label(texts.get("start.welcome"), Styles.TITLE_3),
                Parts.prose(texts.get("start.welcome.text"), Styles.TEXT_MUTED)));
    return List.of(
        head,
        Parts.label(texts.get("start.choose"), Styles.TITLE_4),
        choice(
            "start-keep",
            Feather.SHIELD,
            texts.get("start.keep"),
            texts.get("start.keep.text"),
            () -> model.choose(StartModel.Wish.KEEP)),
        choice(
            "start-lend",
            Feather.HARD_DRIVE,
            texts.get("start.lend"),
            texts.get("start.lend.text"),
            () -> model.choose(StartModel.Wish.LEND)),
        choice(
            "start-both",
            Feather.REPEAT,
            texts.get("start.both"),
            texts.get("start.both.text"),
            () -> model.choose(StartModel.Wish.BOTH)),
        choice(
            "start-restore",
            Feather.DOWNLOAD_CLOUD,
            texts.get("start.restore"),
            texts.get("start.restore.text"),
            () -> model.choose(StartModel.Wish.RESTORE)));
  }

  private static Button choice(String id, Feather icon, String name, String text, Runnable action) {
    VBox words =
        new VBox(2, Parts.label(name, "choice-name"), Parts.prose(text, Styles.TEXT_MUTED));
    var sign = Parts.icon(icon);
    sign.getStyleClass().add("choice-icon");
    HBox content = Parts.row(sign, words);
    content.setSpacing(16);
    HBox.setHgrow(words, Priority.ALWAYS);
    words.setMinWidth(CHOICE_WIDTH); // a button asks its content how high it is at no width
    Button made = new Button();
    made.setId(id);
    made.setGraphic(content);
    made.setAccessibleText(name + ". " + text);
    made.getStyleClass().add("choice");
    made.setOnAction(event -> action.run());
    return made;
  }

  private List<Node> join() {
    TextField address = address("start-address");
    Button go = Parts.button("start-join", texts.get("start.join.go"), Feather.LOG_IN, model::join);
    HBox.setHgrow(address, Priority.ALWAYS);
    return List.of(
        back(),
        Parts.label(texts.get("start.join"), Styles.TITLE_3),
        choice(
            "start-try",
            Feather.PLAY_CIRCLE,
            texts.get("start.try"),
            texts.get("start.try.text"),
            model::tryHere),
        Parts.card(
            texts.get("start.join.address"),
            Parts.prose(texts.get("start.join.address.text"), Styles.TEXT_MUTED),
            Parts.row(address, go, openFile()),
            problem()),
        choice(
            "start-new-mesh",
            Feather.PLUS_CIRCLE,
            texts.get("start.new-mesh"),
            texts.get("start.new-mesh.text"),
            model::newMesh));
  }

  private Button openFile() {
    return Parts.button(
        "start-invitation-file",
        texts.get("start.invitation.file"),
        Feather.FILE,
        () ->
            kit.dialogs()
                .files(
                    texts.get("start.invitation.file"), files -> model.invitation(files.get(0))));
  }

  private TextField address(String id) {
    TextField made = new TextField();
    made.setId(id);
    made.setPromptText("hozon-invite:…  /  192.0.2.11:4747");
    made.setAccessibleText(texts.get("start.join.address"));
    made.textProperty().bindBidirectional(model.address());
    return made;
  }

  private Label problem() {
    Label made = Parts.prose("", Styles.DANGER);
    made.setId("start-problem");
    made.textProperty().bind(model.problem());
    made.visibleProperty().bind(model.problem().isNotEmpty());
    made.managedProperty().bind(model.problem().isNotEmpty());
    return made;
  }

  private Button back() {
    Button made =
        Parts.button("start-back", texts.get("button.back"), Feather.ARROW_LEFT, model::back);
    made.getStyleClass().add(Styles.FLAT);
    made.setCancelButton(true);
    return made;
  }

  private List<Node> restore() {
    TextArea words = new TextArea();
    words.setId("start-words");
    words.setWrapText(true);
    words.setPrefRowCount(4);
    words.setAccessibleText(texts.get("start.words"));
    words.setPromptText(texts.get("start.words.prompt"));
    words.textProperty().bindBidirectional(model.words());
    TextField address = address("start-restore-address");
    Button go =
        Parts.mainButton(
            "start-restore-go",
            texts.get("start.restore.go"),
            Feather.DOWNLOAD_CLOUD,
            model::restore);
    return List.of(
        back(),
        Parts.label(texts.get("start.restore"), Styles.TITLE_3),
        Parts.card(
            texts.get("start.words"),
            Parts.prose(texts.get("start.words.text"), Styles.TEXT_MUTED),
            words),
        Parts.card(
            texts.get("start.join.address"),
            Parts.prose(texts.get("start.join.address.text"), Styles.TEXT_MUTED),
            address,
            problem()),
        Parts.row(Parts.filler(), go));
  }

  private List<Node> phrase() {
    List<String> words = model.made().get().phrase();
    Button save =
        Parts.button(
            "phrase-save", texts.get("phrase.save"), Feather.SAVE, () -> savePhrase(words));
    Button print =
        Parts.button("phrase-print", texts.get("phrase.print"), Feather.PRINTER, this::printPhrase);
    Button written =
        Parts.button(
            "phrase-written", texts.get("phrase.written"), Feather.CHECK, model::phraseWritten);
    HBox buttons = Parts.row(save, print, Parts.filler(), written);
    Button go = written;
    if (model.inTrial()) {
      go = Parts.button("phrase-skip", texts.get("phrase.skip"), null, model::skipPhrase);
      buttons.getChildren().add(go);
    }
    go.getStyleClass().add(Styles.ACCENT);
    go.setDefaultButton(true);
    return List.of(
        Parts.label(texts.get("phrase.heading"), Styles.TITLE_3),
        Parts.prose(texts.get("phrase.text")),
        Parts.card(null, grid(words)),
        Parts.prose(
            texts.get(model.inTrial() ? "phrase.trial" : "phrase.warning"), Styles.TEXT_MUTED),
        buttons,
        course());
  }

  private static GridPane grid(List<String> words) {
    GridPane grid = new GridPane();
    grid.setId("start-phrase");
    grid.getStyleClass().add("phrase");
    for (int i = 0; i < PHRASE_COLUMNS; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / PHRASE_COLUMNS);
      grid.getColumnConstraints().add(column);
    }
    for (int i = 0; i < words.size(); i++) {
      Label word = Parts.label((i + 1) + "  " + words.get(i), "word");
      word.setMaxWidth(Double.MAX_VALUE);
      grid.add(word, i % PHRASE_COLUMNS, i / PHRASE_COLUMNS);
    }
    return grid;
  }

  private void savePhrase(List<String> words) {
    String account = model.made().get().account().value();
    kit.dialogs()
        .save(
            texts.get("phrase.save"),
            "Hozon recovery phrase.pdf",
            file ->
                kit.background()
                    .ask(
                        () -> PhrasePdf.write(file, account, words, texts),
                        done ->
                            kit.dialogs()
                                .tell(texts.get("phrase.saved"), texts.get("phrase.saved.text")),
                        failure ->
                            kit.dialogs()
                                .trouble(
                                    kit.troubles().of(texts.get("phrase.save.failed"), failure))));
  }

  private void printPhrase() {
    Printing.print(panel.lookup("#start-phrase"), kit.dialogs(), texts);
  }

  private List<Node> check() {
    VBox fields = new VBox(12);
    for (PhraseCheck.Asked asked : model.check().asked()) {
      TextField field = new TextField();
      field.setId("check-" + asked.place());
      field.getStyleClass().add("check-word");
      field.textProperty().bindBidirectional(asked.typed());
      field.setOnAction(event -> model.checkWords());
      Label name = Parts.labelFor(texts.get("check.word", asked.place()), field);
      name.setMinWidth(120);
      field.setAccessibleText(name.getText());
      fields.getChildren().add(Parts.row(name, field));
    }
    Button go =
        Parts.mainButton("check-go", texts.get("check.go"), Feather.CHECK, model::checkWords);
    return List.of(
        back(),
        Parts.label(texts.get("check.heading"), Styles.TITLE_3),
        Parts.prose(texts.get("check.text"), Styles.TEXT_MUTED),
        Parts.card(null, fields, problem()),
        Parts.row(Parts.filler(), go),
        course());
  }

  private List<Node> waiting() {
    Button cancel = Parts.button("start-cancel", texts.get("button.cancel"), null, model::giveUp);
    cancel.setCancelButton(true);
    return List.of(
        Parts.label(texts.get("start.wait"), Styles.TITLE_3), course(), Parts.row(cancel));
  }

  /** What goes on meanwhile; nothing when nothing does. */
  private Node course() {
    ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    bar.setMaxWidth(Double.MAX_VALUE);
    Label words = Parts.label("", Styles.TEXT_MUTED);
    words.setId("start-course");
    words.textProperty().bind(model.course());
    bar.setAccessibleText(texts.get("start.wait"));
    VBox made = new VBox(8, bar, words);
    made.visibleProperty().bind(model.course().isNotEmpty());
    made.managedProperty().bind(made.visibleProperty());
    return made;
  }
}
