package org.hozon.ui.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ObservableList;
import javafx.concurrent.Task;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.hozon.ui.Screen;
import org.hozon.ui.live.Snapshot;
import org.hozon.ui.look.Parts;
import org.hozon.ui.text.Texts;

/** The frame around the screens. */
public final class Shell {
  private static final double NAVIGATION_WIDTH = 196;

  private final Texts texts;
  private final BorderPane root = new BorderPane();
  private final Label title = Parts.label("", "screen-title");
  private final StackPane middle = new StackPane();
  private final VBox banners = new VBox();
  private final ToggleGroup group = new ToggleGroup();
  private final Map<String, ToggleButton> buttons = new HashMap<>();
  private final Map<String, Screen> screens = new HashMap<>();
  private final List<Place> places;
  private Screen present;

  /**
   * A frame that shows no screen yet.
   *
   * @param places the last one is for settings and stands at the bottom
   */
  public Shell(
      List<Place> places,
      ReadOnlyObjectProperty<Snapshot> seen,
      ObservableList<Task<?>> tasks,
      Texts texts) {
    this.places = List.copyOf(places);
    this.texts = texts;
    root.getStyleClass().add("shell");
    root.setLeft(navigation());
    HBox header = new HBox(title, Parts.filler(), new NodePill(seen, texts));
    header.getStyleClass().add("header");
    BorderPane right = new BorderPane(middle);
    right.setTop(new VBox(header, banners));
    right.setBottom(new TaskArea(tasks, texts));
    root.setCenter(right);
  }

  private Region navigation() {
    VBox all = new VBox();
    all.getStyleClass().add("navigation");
    all.setPrefWidth(NAVIGATION_WIDTH);
    all.setMinWidth(NAVIGATION_WIDTH);
    HBox brand = new HBox(mark(), Parts.label(texts.get("app.name"), "brand-name"));
    brand.getStyleClass().add("brand");
    all.getChildren().add(brand);
    int last = places.size() - 1;
    places.subList(0, last).forEach(place -> all.getChildren().add(button(place)));
    all.getChildren().addAll(Parts.filler(), button(places.get(last)));
    return all;
  }

  private static Node mark() {
    ImageView mark = new ImageView(Marks.image(48));
    mark.setFitWidth(24);
    mark.setFitHeight(24);
    return mark;
  }

  private ToggleButton button(Place place) {
    ToggleButton made = new ToggleButton(place.name(), Parts.icon(place.icon()));
    made.setId("go-" + place.id());
    made.setToggleGroup(group);
    made.setOnAction(event -> go(place.id()));
    buttons.put(place.id(), made);
    return made;
  }

  /** The frame itself. */
  public BorderPane root() {
    return root;
  }

  /** Shows a screen. */
  public void go(String id) {
    Place place = places.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    buttons.get(id).setSelected(true);
    Screen next = screens.computeIfAbsent(id, name -> place.screen().get());
    if (next == present) {
      return;
    }
    if (present != null) {
      present.left();
    }
    present = next;
    title.setText(place.name());
    middle.getChildren().setAll(next.view());
    next.entered();
  }

  /** Puts a line above the screens, such as that this is a trial. */
  public void banner(Node banner) {
    banners.getChildren().add(banner);
  }

  /** Ctrl and a digit goes to a screen, Ctrl and comma to the settings. */
  public void keys(Scene scene) {
    for (int i = 0; i < places.size(); i++) {
      String id = places.get(i).id();
      KeyCode digit = KeyCode.getKeyCode(String.valueOf(i + 1));
      scene
          .getAccelerators()
          .put(new KeyCodeCombination(digit, KeyCombination.SHORTCUT_DOWN), () -> go(id));
    }
    String settings = places.get(places.size() - 1).id();
    scene
        .getAccelerators()
        .put(
            new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN),
            () -> go(settings));
  }

  /** Another frame takes the place of this one. */
  public void leave() {
    if (present != null) {
      present.left();
    }
  }
}
