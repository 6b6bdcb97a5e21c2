package org.hozon.ui.overview;

import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.hozon.model.Alert;
import org.hozon.ui.Kit;
import org.hozon.ui.Screen;
import org.hozon.ui.chart.CourseCard;
import org.hozon.ui.chart.CourseModel;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Shows the overview. */
public final class OverviewView implements Screen {
  private final Texts texts;
  private final ScrollPane view;
  private final HBox verdict = new HBox();
  private final Label sentence = Parts.prose("", "verdict-words");
  private final Label note = Parts.prose("");
  private final FontIcon mark = Parts.icon(Feather.SHIELD);
  private final FigureTile protectedData;
  private final FigureTile copies;
  private final FigureTile offered;
  private final FigureTile members;
  private final VBox attention = new VBox(10);
  private final VBox attentionCard;
  private final ListView<OverviewModel.Line> activity = new ListView<>();

  /** Shows a model. */
  public OverviewView(OverviewModel model, CourseModel deposited, CourseModel repaired, Kit kit) {
    this.texts = kit.texts();
    protectedData =
        new FigureTile("figure-protected", texts.get("overview.protected"), Feather.SHIELD);
    copies = new FigureTile("figure-copies", texts.get("overview.copies"), Feather.LAYERS);
    offered = new FigureTile("figure-offered", texts.get("overview.offered"), Feather.HARD_DRIVE);
    members = new FigureTile("figure-members", texts.get("overview.members"), Feather.SHARE_2);
    sentence.setId("verdict");
    note.setId("verdict-note");
    verdict.getStyleClass().addAll("card-box", "verdict");
    verdict.setAccessibleRole(AccessibleRole.TEXT);
    VBox words = new VBox(2, sentence, note);
    words.setAlignment(Pos.CENTER_LEFT);
    HBox.setHgrow(words, Priority.ALWAYS);
    verdict.getChildren().addAll(mark, words);
    attentionCard = Parts.card(texts.get("overview.attention"), attention);
    attentionCard.setId("attention");
    VBox left =
        new CourseCard("chart-deposited", texts.get("chart.deposited"), deposited, kit).view();
    VBox right =
        new CourseCard("chart-repaired", texts.get("chart.repaired"), repaired, kit).view();
    HBox.setHgrow(left, Priority.ALWAYS);
    HBox.setHgrow(right, Priority.ALWAYS);
    VBox page =
        new VBox(verdict, figures(), attentionCard, new HBox(14, left, right), activityCard());
    view = Parts.page(page);
    model.page().addListener((property, before, now) -> show(now));
    show(model.page().get());
  }

  private Node figures() {
    GridPane grid = new GridPane();
    grid.setHgap(14);
    grid.setVgap(14);
    FigureTile[] all = {protectedData, copies, offered, members};
    for (int i = 0; i < all.length; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / all.length);
      grid.getColumnConstraints().add(column);
      grid.add(all[i], i, 0);
    }
    return grid;
  }

  private Node activityCard() {
    activity.setId("activity");
    activity.setPrefHeight(260);
    activity.setFocusTraversable(true);
    activity.setAccessibleText(texts.get("overview.activity"));
    activity.setPlaceholder(Parts.label(texts.get("overview.activity.none"), Styles.TEXT_MUTED));
    activity.getStyleClass().addAll(Styles.DENSE, "plain-list");
    activity.setCellFactory(list -> new LineCell());
    return Parts.card(texts.get("overview.activity"), activity);
  }

  private void show(OverviewModel.Page page) {
    verdict.getStyleClass().removeAll(Styles.SUCCESS, Styles.WARNING, Styles.DANGER);
    switch (page.verdict().level()) {
      case GOOD -> mark(Feather.CHECK_CIRCLE, Styles.SUCCESS);
      case CAUTION -> mark(Feather.ALERT_TRIANGLE, Styles.WARNING);
      case RISK -> mark(Feather.ALERT_OCTAGON, Styles.DANGER);
      case NEUTRAL -> mark(Feather.SHIELD, null);
    }
    sentence.setText(page.verdict().sentence());
    note.setText(page.verdict().note());
    Parts.show(note, !page.verdict().note().isEmpty());
    verdict.setAccessibleText(page.verdict().sentence() + " " + page.verdict().note());
    protectedData.show(page.protectedData());
    copies.show(page.copies());
    offered.show(page.offered());
    members.show(page.members());
    attention.getChildren().setAll(page.attention().stream().map(this::attention).toList());
    Parts.show(attentionCard, !page.attention().isEmpty());
    if (!activity.getItems().equals(page.activity())) {
      activity.getItems().setAll(page.activity());
    }
  }

  private void mark(Feather icon, String style) {
    mark.setIconCode(icon);
    if (style != null) {
      verdict.getStyleClass().add(style);
    }
  }

  private Node attention(Attention item) {
    Label heading = Parts.label(item.heading(), "strong");
    heading.setGraphic(
        Parts.icon(item.severity() == Alert.Severity.INFO ? Feather.INFO : Feather.ALERT_TRIANGLE));
    VBox made = new VBox(4, heading, Parts.prose(item.text()));
    if (item.done() >= 0) {
      ProgressBar bar = new ProgressBar(item.done());
      bar.setMaxWidth(Double.MAX_VALUE);
      bar.setAccessibleText(item.heading());
      made.getChildren().add(bar);
    }
    return made;
  }

  @Override
  public Node view() {
    return view;
  }

  /** A line of activity; long ones wrap. */
  private static final class LineCell extends ListCell<OverviewModel.Line> {
    private static final PseudoClass DATED = PseudoClass.getPseudoClass("dated");

    /** No time of day is longer in any language; with a date it needs more room. */
    private static final int TIME_OF_DAY = 9;

    private final Label time = Parts.label("", "time");
    private final Label words = Parts.prose("");
    private final HBox row = new HBox(12, time, words);

    private LineCell() {
      HBox.setHgrow(words, Priority.ALWAYS);
      setPrefWidth(0);
      row.prefWidthProperty().bind(widthProperty().subtract(24));
    }

    @Override
    protected void updateItem(OverviewModel.Line line, boolean empty) {
      super.updateItem(line, empty);
      if (empty || line == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      time.setText(line.time());
      time.pseudoClassStateChanged(DATED, line.time().length() > TIME_OF_DAY);
      words.setText(line.words());
      setAccessibleText(line.time() + " " + line.words());
      setGraphic(row);
    }
  }
}
