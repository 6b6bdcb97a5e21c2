package org.hozon.ui.text;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the window in one language. */
public final class Texts {
  /** Languages with a bundle of their own; the first stands in for all others. */
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.JAPANESE);

  static final String BUNDLE = "org.hozon.ui.text.texts";

  private final ResourceBundle bundle;
  private final Locale locale;

  private Texts(Locale locale) {
    this.locale = locale;
    bundle =
        ResourceBundle.getBundle(
            BUNDLE,
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** The texts for a locale: its language when there is a bundle for it, else English. */
  public static Texts of(Locale locale) {
    return new Texts(locale);
  }

  public Locale locale() {
    return locale;
  }

  /**
   * A text with its places filled in.
   *
   * @param key of the bundle
   * @param values for {@code {0}}, {@code {1}}, …; numbers and dates are written by locale
   * @throws java.util.MissingResourceException when there is no such text
   */
  public String get(String key, Object... values) {
    String pattern = bundle.getString(key);
    return values.length == 0 ? pattern : new MessageFormat(pattern, locale).format(values);
  }
}
