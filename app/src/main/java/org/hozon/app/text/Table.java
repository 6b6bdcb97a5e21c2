package org.hozon.app.text;

import java.util.ArrayList;
import java.util.List;

/** Lines up columns of text; a heading that starts with {@code >} sets its column to the right. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  public Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell == null ? "–" : Words.plain(cell.toString()));
    }
    rows.add(row);
    return this;
  }

  /** The table with its headings, one line a row, each ended by a line feed. */
  public String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(headings.stream().map(h -> h.startsWith(">") ? h.substring(1) : h).toList());
    all.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Words.columns(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - Words.columns(row.get(i)));
        boolean right = headings.get(i).startsWith(">");
        line.append(i == 0 ? "" : GAP)
            .append(right ? padding : "")
            .append(row.get(i))
            .append(right ? "" : padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
