package org.hozon.app.demo;

import java.io.PrintStream;
import org.hozon.app.text.Words;

/** Tells the demo to a newcomer: numbered steps and the lines below them. */
final class Story {
  private static final int WIDTH = 92;

  private final PrintStream out;
  private int step;

  Story(PrintStream out) {
    this.out = out;
  }

  void step(String title) {
    step++;
    out.println();
    out.println(step + "  " + title);
    out.flush();
  }

  /** A sentence under the step, broken at blanks. */
  void line(String sentence) {
    String indent = "   ";
    StringBuilder line = new StringBuilder();
    for (String word : Words.plain(sentence).split(" ", -1)) {
      if (line.length() > 0 && Words.columns(line.toString()) + 1 + Words.columns(word) > WIDTH) {
        out.println(indent + line);
        line.setLength(0);
        indent = "     ";
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    out.println(indent + line);
    out.flush();
  }

  /** Lines as they are, such as a table. */
  void block(String text) {
    text.lines().forEach(line -> out.println(("   " + line).stripTrailing()));
    out.flush();
  }
}
