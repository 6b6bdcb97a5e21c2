package org.hozon.deposit;

import java.util.Comparator;

/**
 * Orders paths by code point, which is the order of their UTF-8 bytes and so the one SQLite sorts
 * text by; {@link String#compareTo} differs from it above U+FFFF.
 */
final class PathOrder {
  static final Comparator<String> BY_CODE_POINT = PathOrder::compare;

  private PathOrder() {}

  static int compare(String left, String right) {
    int shared = Math.min(left.length(), right.length());
    for (int i = 0; i < shared; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        // A surrogate stands for a code point above every other char.
        boolean highA = Character.isSurrogate(a);
        boolean highB = Character.isSurrogate(b);
        return highA == highB ? Character.compare(a, b) : highA ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
