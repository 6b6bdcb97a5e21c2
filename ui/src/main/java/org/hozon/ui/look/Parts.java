package org.hozon.ui.look;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The small parts every screen is made of. */
public final class Parts {
  private Parts() {}

  /** A Feather icon in the text's colour. */
  public static FontIcon icon(Feather icon) {
    FontIcon made = new FontIcon(icon);
    made.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    return made;
  }

  /** A line of text. */
  public static Label label(String text, String... styles) {
    Label made = new Label(text);
    made.getStyleClass().addAll(styles);
    return made;
  }

  /** Text that wraps. */
  public static Label prose(String text, String... styles) {
    Label made = label(text, styles);
    made.setWrapText(true);
    made.setMinHeight(Region.USE_PREF_SIZE);
    return made;
  }

  /** A button that says what it does; an underscore marks its mnemonic. */
  public static Button button(String id, String text, Feather icon, Runnable action) {
    Button made = new Button(text, icon == null ? null : icon(icon));
    made.setId(id);
    made.setMnemonicParsing(true);
    made.setMinWidth(Region.USE_PREF_SIZE);
    made.setOnAction(event -> action.run());
    return made;
  }

  /** The one button that does what the screen is for. */
  public static Button mainButton(String id, String text, Feather icon, Runnable action) {
    Button made = button(id, text, icon, action);
    made.getStyleClass().add(Styles.ACCENT);
    return made;
  }

  /** A button with an icon only; what it does is its accessible name and its tooltip. */
  public static Button iconButton(String id, String what, Feather icon, Runnable action) {
    Button made = button(id, "", icon, action);
    made.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
    made.setAccessibleText(what);
    made.setTooltip(new Tooltip(what));
    return made;
  }

  /** A raised surface with a heading. */
  public static VBox card(String heading, Node... content) {
    VBox made = new VBox(10);
    made.getStyleClass().add("card-box");
    if (heading != null) {
      made.getChildren().add(label(heading, "card-heading"));
    }
    made.getChildren().addAll(content);
    return made;
  }

  /** A row whose parts are centred on a line. */
  public static HBox row(Node... content) {
    HBox made = new HBox(8, content);
    made.setAlignment(Pos.CENTER_LEFT);
    return made;
  }

  /** What is typed into the field counts when the field is left, too. */
  public static <T> Spinner<T> typed(Spinner<T> field) {
    field.setEditable(true);
    field
        .getEditor()
        .focusedProperty()
        .addListener(
            (property, before, now) -> {
              if (!now) {
                field.commitValue();
              }
            });
    return field;
  }

  /** Takes what room is left in a row. */
  public static Region filler() {
    Region made = new Region();
    HBox.setHgrow(made, Priority.ALWAYS);
    VBox.setVgrow(made, Priority.ALWAYS);
    return made;
  }

  /** A page that scrolls when the window is small. */
  public static ScrollPane page(Region content) {
    ScrollPane made = new ScrollPane(content);
    made.setFitToWidth(true);
    made.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    made.getStyleClass().add("page-scroll");
    content.getStyleClass().add("page");
    return made;
  }

  /** The page of a screen without navigation: one panel in its middle. */
  public static ScrollPane middlePage(Region panel) {
    panel.getStyleClass().add("start-panel");
    panel.setMaxHeight(Region.USE_PREF_SIZE);
    StackPane middle = new StackPane(panel);
    ScrollPane made = page(middle);
    middle.getStyleClass().setAll("start");
    made.setFitToHeight(true);
    return made;
  }

  /** What an empty screen shows: what will be here, and what starts it. */
  public static VBox empty(Feather icon, String heading, String sentence, Node... actions) {
    FontIcon picture = icon(icon);
    picture.getStyleClass().add("empty-icon");
    Label words = prose(sentence, Styles.TEXT_MUTED, "centred");
    words.setMaxWidth(460);
    HBox row = new HBox(8, actions);
    row.setAlignment(Pos.CENTER);
    VBox made = new VBox(12, picture, label(heading, Styles.TITLE_4), words, row);
    made.setAlignment(Pos.CENTER);
    made.getStyleClass().add("empty-state");
    return made;
  }

  /** Shows or hides a part; hidden it takes no room. */
  public static void show(Node part, boolean shown) {
    part.setVisible(shown);
    part.setManaged(shown);
  }

  /** The label of a field, read out together with it. */
  public static Label labelFor(String text, Node field) {
    Label made = label(text);
    made.setMnemonicParsing(true);
    made.setLabelFor(field);
    return made;
  }
}
