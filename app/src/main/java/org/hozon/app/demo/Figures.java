package org.hozon.app.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hozon.app.text.Table;
import org.hozon.app.text.Words;
import org.hozon.model.Sizes;

/** What the demo measured, by name: for the table at its end and for {@code --json}. */
final class Figures {
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final Table table = new Table("what", ">measured");

  void count(String field, String what, long value) {
    document.put(field, value);
    table.row(what, Words.count(value));
  }

  void bytes(String field, String what, long value) {
    document.put(field, value);
    table.row(what, Sizes.format(value));
  }

  void seconds(String field, String what, double value) {
    document.put(field, Math.round(value * 1000) / 1000.0);
    table.row(what, Words.span(value));
  }

  void secondsAndSpeed(String field, String what, double value, long bytes) {
    document.put(field, Math.round(value * 1000) / 1000.0);
    String speed = value > 0 ? ", " + Sizes.format((long) (bytes / value)) + "/s" : "";
    table.row(what, Words.span(value) + speed);
  }

  void held(boolean held) {
    document.put("held", held);
  }

  Map<String, Object> document() {
    return document;
  }

  String table() {
    return table.text();
  }
}
