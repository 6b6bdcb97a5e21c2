package org.hozon.ui.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The theme of the window and its typeface; call on the screen's thread. */
public final class Look {
  private static final Logger LOG = LoggerFactory.getLogger(Look.class);
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  private static final List<String> FONTS =
      List.of("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf");
  private static boolean fontsLoaded;

  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();

  /** Loads the typeface and takes up the light or the dark theme. */
  public Look(boolean darkNow) {
    loadFonts();
    set(darkNow);
  }

  /** True under the dark theme. */
  public ReadOnlyBooleanProperty dark() {
    return dark.getReadOnlyProperty();
  }

  /** Changes between the light and the dark theme. */
  public void set(boolean darkNow) {
    Application.setUserAgentStylesheet(
        darkNow
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    dark.set(darkNow);
  }

  /** Gives a scene the window's own rules and keeps it to the theme. */
  public void dress(Scene scene) {
    scene.getStylesheets().add(stylesheet());
    scene.getRoot().pseudoClassStateChanged(DARK, dark.get());
    dark.addListener((property, before, now) -> scene.getRoot().pseudoClassStateChanged(DARK, now));
  }

  static String stylesheet() {
    return Look.class.getResource("hozon.css").toExternalForm();
  }

  /** JavaFX draws with the fonts, the charts measure with AWT: both must know them. */
  private static synchronized void loadFonts() {
    if (fontsLoaded) {
      return;
    }
    for (String name : FONTS) {
      try (InputStream file = Look.class.getResourceAsStream("fonts/" + name)) {
        Font.loadFont(file, 14);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    fontsLoaded = true;
  }

  /** Tells AWT of the typeface; takes a moment, so it is left until the first chart. */
  public static synchronized void loadFontsForCharts() {
    for (String name : FONTS) {
      try (InputStream file = Look.class.getResourceAsStream("fonts/" + name)) {
        java.awt.Font font = java.awt.Font.createFont(java.awt.Font.TRUETYPE_FONT, file);
        GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
      } catch (IOException | FontFormatException unreadable) {
        LOG.warn("The typeface {} cannot be used in charts", name, unreadable);
      }
    }
  }
}
