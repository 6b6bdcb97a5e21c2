package org.hozon.ui.overview;

import java.util.Locale;
import org.hozon.model.Alert;
import org.hozon.ui.text.Texts;

/**
 * An alert as a person reads it.
 *
 * @param heading what it is, in the window's language
 * @param text what the node says about it
 * @param severity how much it asks of a person
 * @param done how much of the mending is done, from 0 to 1; -1 when it is not told
 */
public record Attention(String heading, String text, Alert.Severity severity, double done) {
  /** Words an alert. */
  public static Attention of(Alert alert, Texts texts) {
    double done = alert.facts().get(Alert.DONE) instanceof Number share ? share.doubleValue() : -1;
    boolean english = texts.locale().getLanguage().equals(Locale.ENGLISH.getLanguage());
    return new Attention(
        heading(alert.cause(), texts),
        english ? alert.text() : meaning(alert.cause(), texts),
        alert.severity(),
        done);
  }

  /** What the cause is called. */
  public static String heading(Alert.Cause cause, Texts texts) {
    return switch (cause) {
      case UNDER_REPLICATED -> texts.get("alert.under-replicated");
      case OUT_OF_REACH -> texts.get("alert.out-of-reach");
      case DAMAGE_FOUND -> texts.get("alert.damage-found");
      case PROOF_OVERDUE -> texts.get("alert.proof-overdue");
      case CUT_OFF -> texts.get("alert.cut-off");
      case DISK_NEARLY_FULL -> texts.get("alert.disk-nearly-full");
      case DISK_FULL -> texts.get("alert.disk-full");
      case UNREADABLE_FILES -> texts.get("alert.unreadable-files");
      case WATCH_PAUSED -> texts.get("alert.watch-paused");
      case CLOCK_OFF -> texts.get("alert.clock-off");
      case DATABASE_REBUILT -> texts.get("alert.database-rebuilt");
    };
  }

  private static String meaning(Alert.Cause cause, Texts texts) {
    return switch (cause) {
      case UNDER_REPLICATED -> texts.get("alert.under-replicated.text");
      case OUT_OF_REACH -> texts.get("alert.out-of-reach.text");
      case DAMAGE_FOUND -> texts.get("alert.damage-found.text");
      case PROOF_OVERDUE -> texts.get("alert.proof-overdue.text");
      case CUT_OFF -> texts.get("alert.cut-off.text");
      case DISK_NEARLY_FULL -> texts.get("alert.disk-nearly-full.text");
      case DISK_FULL -> texts.get("alert.disk-full.text");
      case UNREADABLE_FILES -> texts.get("alert.unreadable-files.text");
      case WATCH_PAUSED -> texts.get("alert.watch-paused.text");
      case CLOCK_OFF -> texts.get("alert.clock-off.text");
      case DATABASE_REBUILT -> texts.get("alert.database-rebuilt.text");
    };
  }
}
