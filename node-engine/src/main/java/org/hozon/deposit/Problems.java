package org.hozon.deposit;

import java.util.ArrayList;
import java.util.List;

/** What could not be done as it should, one sentence each, the first ones word by word. */
final class Problems {
  private static final int WORD_BY_WORD = 1_000;

  private final List<String> sentences = new ArrayList<>();
  private int count;

  synchronized void add(String sentence) {
    count++;
    if (sentences.size() < WORD_BY_WORD) {
      sentences.add(sentence);
    }
  }

  synchronized int count() {
    return count;
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
