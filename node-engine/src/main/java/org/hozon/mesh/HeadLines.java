package org.hozon.mesh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The heads of one account as one text: a line {@code machine sequence json} for each machine. */
final class HeadLines {
  private HeadLines() {}

  /** The text with this head in it, unless an as new one of that machine is there. */
  static String merge(String lines, String machine, Stamped head) {
    Map<String, Stamped> heads = parse(lines);
    if (!head.newerThan(heads.get(machine))) {
      return lines;
    }
    heads.put(machine, head);
    List<String> merged = new ArrayList<>(heads.size());
    heads.forEach((of, stamped) -> merged.add(of + " " + stamped));
    return String.join("\n", merged);
  }

  /** The newest head of each machine; damaged lines are left out. */
  static Map<String, Stamped> parse(String lines) {
    Map<String, Stamped> heads = new TreeMap<>();
    if (lines != null) {
      lines
          .lines()
          .forEach(
              line -> {
                int space = line.indexOf(' ');
                Stamped head = space < 1 ? null : Stamped.parse(line.substring(space + 1));
                if (head != null) {
                  heads.merge(
                      line.substring(0, space),
                      head,
                      (one, other) -> other.newerThan(one) ? other : one);
                }
              });
    }
    return heads;
  }
}
