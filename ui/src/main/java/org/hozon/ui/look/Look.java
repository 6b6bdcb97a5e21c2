package org.hozon.ui.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
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

  /**
   * Typefaces for Japanese, the best first. Named, they are drawn whatever their outlines are; as a
   * stand-in for glyphs that Inter lacks, JavaFX on Linux leaves those with CFF outlines blank.
   */
  private static final List<String> JAPANESE =
      List.of(
          "Noto Sans CJK JP",
          "Noto Sans JP",
          "Yu Gothic UI",
          "Meiryo",
          "Hiragino Sans",
          "IPAexGothic",
          "IPAPGothic",
          "VL PGothic",
          "TakaoPGothic");

  private static boolean fontsLoaded;
  private static boolean fontsForCharts;

  private final ReadOnlyStringWrapper sheet = new ReadOnlyStringWrapper(stylesheet());
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
    scene.getStylesheets().setAll(sheet.get());
    sheet.addListener((property, before, now) -> scene.getStylesheets().setAll(now));
    scene.getRoot().pseudoClassStateChanged(DARK, dark.get());
    dark.addListener((property, before, now) -> scene.getRoot().pseudoClassStateChanged(DARK, now));
  }

  /** Takes up the typeface of a language; windows that are dressed follow. */
  public void speak(Locale language) {
    boolean japanese = language.getLanguage().equals(Locale.JAPANESE.getLanguage());
    List<String> installed = japanese ? Font.getFamilies() : List.of();
    sheet.set(
        JAPANESE.stream()
            .filter(installed::contains)
            .findFirst()
            .map(Look::stylesheet)
            .orElseGet(Look::stylesheet));
  }

  static String stylesheet() {
    return Look.class.getResource("hozon.css").toExternalForm();
  }

  /** The same rules with another typeface, which has a bold style in place of a name of its own. */
  static String stylesheet(String family) {
    try (InputStream file = Look.class.getResourceAsStream("hozon.css")) {
      String rules =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .replace("'Inter Semi Bold'", "'" + family + "'; -fx-font-weight: bold")
              .replace("'Inter'", "'" + family + "'");
      String coded = Base64.getEncoder().encodeToString(rules.getBytes(StandardCharsets.UTF_8));
      return "data:text/css;charset=utf-8;base64," + coded;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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

  /**
   * Tells AWT of the typeface; takes a moment, so it is left until the first chart.
   *
   * @return true when charts can use it
   */
  public static synchronized boolean loadFontsForCharts() {
    if (fontsForCharts) {
      return true;
    }
    fontsForCharts = true;
    for (String name : FONTS) {
      try (InputStream file = Look.class.getResourceAsStream("fonts/" + name)) {
        java.awt.Font font = java.awt.Font.createFont(java.awt.Font.TRUETYPE_FONT, file);
        GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
      } catch (IOException | FontFormatException unreadable) {
        LOG.warn("The typeface {} cannot be used in charts", name, unreadable);
        fontsForCharts = false;
      }
    }
    return fontsForCharts;
  }
}
