package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;

/** What could not be done as it should, one sentence each, the first ones word by word. */
final class Problems {
  /** What every sentence about something unreadable says. */
  private static final String UNREADABLE = "could not be read (";

  private static final int WORD_BY_WORD = 1_000;

  private final List<String> sentences = new ArrayList<>();
  private int count;
  private int unreadable;

  synchronized void add(String sentence) {
    count++;
    if (sentence.contains(UNREADABLE)) {
      unreadable++;
    }
    if (sentences.size() < WORD_BY_WORD) {
      sentences.add(sentence);
    }
  }

  synchronized int count() {
    return count;
  }

  /** How many entries could not be read at all. */
  synchronized int unreadable() {
    return unreadable;
  }

  /** The sentences, and one for all that are too many. */
  synchronized List<String> list() {
    List<String> all = new ArrayList<>(sentences);
    if (count > sentences.size()) {
      all.add("And " + (count - sentences.size()) + " more like these.");
    }
    return List.copyOf(all);
  }
}
