package org.hozon.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who says to hold a pack, as one text: node ids joined by commas, each at most once. */
final class HolderList {
  private HolderList() {}

  /** The text with this node in it. */
  static String with(String holders, String node) {
    List<String> all = parse(holders);
    if (all.contains(node)) {
      return holders;
    }
    all.add(node);
    return String.join(",", all);
  }

  /** The text without this node; empty when nobody is left. */
  static String without(String holders, String node) {
    List<String> all = parse(holders);
    all.remove(node);
    return String.join(",", all);
  }

  static List<String> parse(String holders) {
    return holders == null || holders.isEmpty()
        ? new ArrayList<>()
        : new ArrayList<>(Arrays.asList(holders.split(",", -1)));
  }
}
