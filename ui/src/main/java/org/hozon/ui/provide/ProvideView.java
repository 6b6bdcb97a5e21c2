package org.hozon.ui.provide;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.hozon.ui.Kit;
import org.hozon.ui.Screen;
import org.hozon.ui.chart.CourseCard;
import org.hozon.ui.chart.CourseModel;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;
import org.kordamp.ikonli.feather.Feather;

/** Shows the switch, the slider and what is held. */
public final class ProvideView implements Screen {
  private final ProvideModel model;
  private final LimitsModel limits;
  private final Texts texts;
  private final Figures figures;
  private final ScrollPane view;

  public ProvideView(ProvideModel model, LimitsModel limits, CourseModel course, Kit kit) {
    this.model = model;
    texts = kit.texts();
    figures = kit.figures();
    this.limits = limits;
    view =
        Parts.page(
            new VBox(
                switchCard(),
                capacityCard(),
                heldCard(),
                new CourseCard("chart-offer", texts.get("chart.offer"), course, kit).view(),
                LimitsCard.of(limits, texts)));
    view.setId("provide");
  }

  private Node switchCard() {
    ToggleSwitch toggle = new ToggleSwitch();
    toggle.setId("provide-switch");
    toggle.setAccessibleText(texts.get("provide.switch"));
    toggle.setSelected(model.offering().get());
    toggle.disableProperty().bind(model.ready().not().or(model.changing()));
    model.offering().addListener((property, before, now) -> toggle.setSelected(now));
    toggle
        .selectedProperty()
        .addListener(
            (property, before, now) -> {
              if (now != model.offering().get()) {
                model.turn(now);
                toggle.setSelected(model.offering().get());
              }
            });
    VBox words =
        new VBox(
            4,
            Parts.label(texts.get("provide.switch"), Styles.TITLE_4),
            Parts.prose(texts.get("provide.text"), Styles.TEXT_MUTED));
    HBox.setHgrow(words, Priority.ALWAYS);
    HBox row = Parts.row(Parts.icon(Feather.HARD_DRIVE), words, toggle);
    row.setSpacing(16);
    return Parts.card(null, row);
  }

  private Node capacityCard() {
    Slider slider = new Slider();
    slider.setId("provide-slider");
    slider.setAccessibleText(texts.get("provide.capacity"));
    slider.setMin(1);
    slider.setBlockIncrement(1);
    slider.setMaxWidth(Double.MAX_VALUE);
    Label value = Parts.label("", Styles.TITLE_3);
    value.setId("provide-capacity");
    Runnable show =
        () -> {
          slider.setMax(Math.max(2, (double) model.most().get() / ProvideModel.GB));
          slider.setValue((double) model.capacity().get() / ProvideModel.GB);
          value.setText(figures.bytes(model.capacity().get()));
        };
    model.most().addListener((property, before, now) -> show.run());
    model.capacity().addListener((property, before, now) -> show.run());
    show.run();
    slider
        .valueProperty()
        .addListener(
            (property, before, now) -> {
              if (slider.isPressed() || slider.isFocused() || slider.isValueChanging()) {
                model.touch();
                model.capacity().set(Math.round(now.doubleValue()) * ProvideModel.GB);
              }
            });
    Button apply =
        Parts.mainButton("provide-apply", texts.get("provide.apply"), null, model::apply);
    apply
        .disableProperty()
        .bind(model.ready().not().or(model.changing()).or(model.offering().not()));
    Label free = Parts.label("", Styles.TEXT_MUTED);
    model
        .page()
        .addListener(
            (property, before, now) -> free.setText(texts.get("provide.free", now.free())));
    free.setText(texts.get("provide.free", model.page().get().free()));
    Label reserve = Parts.label("", Styles.TEXT_MUTED);
    reserve.setId("provide-reserve");
    limits.reserve().addListener((property, before, now) -> reserve.setText(model.reserveWords()));
    reserve.setText(model.reserveWords());
    VBox card =
        Parts.card(
            texts.get("provide.capacity"),
            Parts.row(value, Parts.filler(), apply),
            new ReserveBar(slider, model.reservedShare()),
            Parts.row(free, Parts.filler(), reserve));
    card.getStyleClass().add("capacity");
    return card;
  }

  private Node heldCard() {
    GridPane grid = new GridPane();
    grid.setHgap(24);
    grid.setVgap(8);
    Label offered = Parts.label("", "strong");
    offered.setId("provide-offered");
    Label used = Parts.label("", "strong");
    used.setId("provide-used");
    Label held = Parts.prose("", "strong");
    held.setId("provide-held");
    grid.addRow(0, Parts.label(texts.get("provide.offered")), offered);
    grid.addRow(1, Parts.label(texts.get("provide.used")), used);
    grid.addRow(2, Parts.label(texts.get("provide.held")), held);
    ProgressBar bar = new ProgressBar(0);
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText(texts.get("provide.used"));
    model.page().addListener((property, before, now) -> show(now, offered, used, held, bar));
    show(model.page().get(), offered, used, held, bar);
    return Parts.card(texts.get("provide.holding"), grid, bar);
  }

  private static void show(
      ProvideModel.Page page, Label offered, Label used, Label held, ProgressBar bar) {
    offered.setText(page.offered());
    used.setText(page.used());
    held.setText(page.held());
    Parts.show(bar, page.usedShare() >= 0);
    bar.setProgress(Math.max(0, page.usedShare()));
  }

  @Override
  public void entered() {
    limits.load();
  }

  @Override
  public Node view() {
    return view;
  }
}
