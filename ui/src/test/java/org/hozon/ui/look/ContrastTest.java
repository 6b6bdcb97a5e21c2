package org.hozon.ui.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.hozon.ui.screen.Stand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxToolkit;

/** Texts can be read: each colour of text on each ground it stands on, in both themes. */
class ContrastTest {
  private static final double LEAST = 4.5;

  /** Text and ground, as the rules of the window use them. */
  private static final String[][] PAIRS = {
    {"-color-fg-default", "-hozon-ground"},
    {"-color-fg-default", "-hozon-card"},
    {"-color-fg-default", "-color-bg-default"},
    {"-color-fg-default", "-color-warning-subtle"},
    {"-color-fg-default", "-color-success-subtle"},
    {"-color-fg-default", "-color-danger-subtle"},
    {"-color-fg-emphasis", "-color-accent-emphasis"},
    {"-color-fg-emphasis", "-color-danger-emphasis"},
    {"-hozon-link", "-color-accent-subtle"},
    {"-hozon-good", "-color-success-subtle"},
    {"-hozon-caution", "-color-warning-subtle"},
    {"-hozon-bad", "-color-danger-subtle"},
  };

  /** Rules whose text has a colour of its own, on the grounds it stands on. */
  private static final String[][] STYLES = {
    {"text-muted", "-hozon-ground"},
    {"text-muted", "-hozon-card"},
    {"note", "-hozon-card"},
    {"time", "-hozon-card"},
  };

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTextStandsOutFromItsGround(boolean dark) throws Exception {
    FxToolkit.registerPrimaryStage();
    List<String> weak = new ArrayList<>();
    Stand.onScreen(
        () -> {
          Look look = new Look(dark);
          Pane root = new Pane();
          Scene scene = new Scene(root);
          look.dress(scene);
          for (String[] pair : PAIRS) {
            Color text = resolve(root, "-fx-background-color: " + pair[0]);
            Color ground = over(resolve(root, "-fx-background-color: " + pair[1]), root);
            check(pair[0] + " on " + pair[1], text, ground, weak);
          }
          for (String[] style : STYLES) {
            Label label = new Label("text");
            label.getStyleClass().add(style[0]);
            root.getChildren().setAll(label);
            root.applyCss();
            Color ground = over(resolve(root, "-fx-background-color: " + style[1]), root);
            check("." + style[0] + " on " + style[1], (Color) label.getTextFill(), ground, weak);
          }
        });
    assertThat(weak).as(dark ? "dark" : "light").isEmpty();
  }

  private static void check(String name, Color text, Color ground, List<String> weak) {
    double contrast = contrast(text, ground);
    if (contrast < LEAST) {
      weak.add("%s: %.2f".formatted(name, contrast));
    }
  }

  private static Color resolve(Pane root, String style) {
    Region probe = new Region();
    probe.setStyle(style);
    root.getChildren().setAll(probe);
    root.applyCss();
    return (Color) probe.getBackground().getFills().get(0).getFill();
  }

  /** A ground that lets the card below shine through. */
  private static Color over(Color ground, Pane root) {
    if (ground.isOpaque()) {
      return ground;
    }
    Color below = resolve(root, "-fx-background-color: -hozon-card");
    return below.interpolate(
        Color.color(ground.getRed(), ground.getGreen(), ground.getBlue()), ground.getOpacity());
  }

  /** The ratio after WCAG 2. */
  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(double share) {
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  void blackOnWhiteIsTwentyOneToOne() {
    assertThat(contrast(Color.BLACK, Color.WHITE)).isEqualTo(21, offset(0.01));
  }
}
