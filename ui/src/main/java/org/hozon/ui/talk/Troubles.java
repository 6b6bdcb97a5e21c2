package org.hozon.ui.talk;

import java.util.Locale;
import org.hozon.model.HozonException;
import org.hozon.ui.text.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns an exception into what a person is told. */
public final class Troubles {
  private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

  private final Texts texts;

  public Troubles(Texts texts) {
    this.texts = texts;
  }

  /** Tells of a failure; {@code what} is the thing that failed, in words. */
  public Trouble of(String what, RuntimeException failure) {
    return of(what, failure, null, null);
  }

  /** The same with a button that may help. */
  public Trouble of(String what, RuntimeException failure, String action, Runnable mend) {
    if (failure instanceof HozonException known) {
      boolean english = texts.locale().getLanguage().equals(Locale.ENGLISH.getLanguage());
      String general = general(known.kind());
      String meaning = english ? known.getMessage() : general;
      return new Trouble(what, meaning, english ? general : known.getMessage(), action, mend);
    }
    LOG.error("Something unexpected happened: {}", what, failure);
    return new Trouble(
        what, texts.get("trouble.unknown"), code(failure) + "\n" + failure, action, mend);
  }

  private String general(HozonException.Kind kind) {
    return switch (kind) {
      case FAILED -> texts.get("trouble.failed");
      case USAGE -> texts.get("trouble.usage");
      case SHORT -> texts.get("trouble.short");
      case NO_NODE -> texts.get("trouble.no-node");
      case DAMAGED -> texts.get("trouble.damaged");
    };
  }

  /** A short name of the place in the program, the same each time it happens there. */
  static String code(Throwable failure) {
    int hash = failure.getClass().getName().hashCode();
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (frame.getClassName().startsWith("org.hozon")) {
        hash = 31 * hash + frame.getClassName().hashCode();
        hash = 31 * hash + frame.getMethodName().hashCode();
        break;
      }
    }
    return "HZ-%04X".formatted(hash & 0xFFFF);
  }
}
