package org.hozon.ui.work;

import java.util.ArrayList;
import java.util.List;
import org.hozon.model.Progress;
import org.hozon.ui.text.Figures;
import org.hozon.ui.text.Texts;

/** Says how far work is: what, how much of how much, how fast, how long still. */
public final class Courses {
  private final Texts texts;
  private final Figures figures;

  public Courses(Texts texts, Figures figures) {
    this.texts = texts;
    this.figures = figures;
  }

  /** One line about a state. */
  public String line(Progress.State state) {
    List<String> parts = new ArrayList<>();
    parts.add(phase(state.phase()));
    if (state.bytesTotal() > 0) {
      parts.add(
          texts.get("course.of", figures.bytes(state.bytes()), figures.bytes(state.bytesTotal())));
    } else if (state.bytes() > 0) {
      parts.add(figures.bytes(state.bytes()));
    } else if (state.filesTotal() > 0) {
      parts.add(
          texts.get("course.of", figures.count(state.files()), figures.count(state.filesTotal())));
    }
    if (state.bytesPerSecond() >= 1) {
      parts.add(figures.speed(state.bytesPerSecond()));
    }
    if (state.secondsLeft() > 0) {
      parts.add(texts.get("course.left", figures.seconds(state.secondsLeft())));
    }
    return String.join(" · ", parts);
  }

  /** How much is done from 0 to 1; -1 while unknown. */
  public static double share(Progress.State state) {
    if (state.bytesTotal() > 0) {
      return Math.min(1, (double) state.bytes() / state.bytesTotal());
    }
    if (state.filesTotal() > 0) {
      return Math.min(1, (double) state.files() / state.filesTotal());
    }
    return -1;
  }

  private String phase(String phase) {
    return switch (phase) {
      case "preparing" -> texts.get("course.preparing");
      case "reading" -> texts.get("course.reading");
      case "sending" -> texts.get("course.sending");
      case "restoring" -> texts.get("course.restoring");
      case "verifying", "checking" -> texts.get("course.verifying");
      case "publishing" -> texts.get("course.publishing");
      case "deleting" -> texts.get("course.deleting");
      case "releasing", "compacting" -> texts.get("course.releasing");
      case "telling holders" -> texts.get("course.telling");
      case "draining", "moving" -> texts.get("course.moving");
      case "starting" -> texts.get("course.starting");
      default -> phase;
    };
  }
}
