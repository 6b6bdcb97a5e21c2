package org.hozon.ui.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Asks three words of a phrase back. */
public final class PhraseCheck {
  private static final int ASKED = 3;

  /** One word that is asked: its place counted from 1, and what was typed. */
  public record Asked(int place, StringProperty typed) {}

  private final List<String> phrase;
  private final List<Asked> asked;

  private PhraseCheck(List<String> phrase, List<Asked> asked) {
    this.phrase = List.copyOf(phrase);
    this.asked = List.copyOf(asked);
  }

  /** Asks for three different words, by chance. */
  static PhraseCheck of(List<String> phrase, RandomGenerator random) {
    TreeSet<Integer> places = new TreeSet<>();
    while (places.size() < Math.min(ASKED, phrase.size())) {
      places.add(1 + random.nextInt(phrase.size()));
    }
    List<Asked> asked = new ArrayList<>();
    places.forEach(place -> asked.add(new Asked(place, new SimpleStringProperty(""))));
    return new PhraseCheck(phrase, asked);
  }

  public List<Asked> asked() {
    return asked;
  }

  /** True when all that was typed is as in the phrase; blanks around and capitals do not matter. */
  public boolean right() {
    return asked.stream()
        .allMatch(
            each -> {
              String typed = each.typed().get() == null ? "" : each.typed().get();
              return phrase.get(each.place() - 1).equals(typed.strip().toLowerCase(Locale.ROOT));
            });
  }
}
