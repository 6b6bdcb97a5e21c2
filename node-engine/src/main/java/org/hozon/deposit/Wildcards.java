package org.hozon.deposit;

/**
 * Matches texts against patterns with wildcards exactly as git does for its ignore files: {@code *}
 * and {@code ?} stop at slashes, {@code **} between slashes does not, {@code [a-z]}, {@code [!a-z]}
 * and {@code [[:alpha:]]} are classes, a backslash takes away a meaning. A pattern that is not well
 * formed matches nothing.
 */
final class Wildcards {
  private static final char END = '\0';

  private enum Result {
    MATCH,
    NO,
    /** No longer text can match. */
    NEVER,
    /** Nothing up to the next slash can match. */
    NOT_BEFORE_SLASH
  }

  private final String pattern;
  private final String text;
  private final boolean paths;

  private Wildcards(String pattern, String text, boolean paths) {
    this.pattern = pattern;
    this.text = text;
    this.paths = paths;
  }

  /**
   * True when the whole text matches.
   *
   * @param paths true when slashes in the text part names from each other
   */
  static boolean match(String pattern, String text, boolean paths) {
    return new Wildcards(pattern, text, paths).run(0, 0) == Result.MATCH;
  }

  private char p(int at) {
    return at >= 0 && at < pattern.length() ? pattern.charAt(at) : END;
  }

  private char t(int at) {
    return at < text.length() ? text.charAt(at) : END;
  }

  private Result run(int patternFrom, int textFrom) {
    int at = patternFrom;
    int in = textFrom;
    for (; at < pattern.length(); at++, in++) {
      char wanted = p(at);
      char found = t(in);
      if (in >= text.length() && wanted != '*') {
        return Result.NEVER;
      }
      if (wanted == '*') {
        int after = at + 1;
        while (p(after) == '*') {
          after++;
        }
        boolean overSlashes = !paths || isBounded(at, after, patternFrom);
        if (paths && overSlashes && p(after) == '/' && run(after + 1, in) == Result.MATCH) {
          return Result.MATCH;
        }
        if (after == pattern.length()) {
          boolean whole = overSlashes || text.indexOf('/', in) < 0;
          return whole ? Result.MATCH : Result.NOT_BEFORE_SLASH;
        }
        if (overSlashes || p(after) != '/') {
          return star(after, in, overSlashes);
        }
        int slash = text.indexOf('/', in);
        if (slash < 0) {
          return Result.NEVER;
        }
        at = after;
        in = slash;
      } else if (wanted == '?') {
        if (paths && found == '/') {
          return Result.NO;
        }
      } else if (wanted == '[') {
        int end = classEnd(at, found);
        if (end == 0) {
          return Result.NEVER;
        }
        if (end < 0 || (paths && found == '/')) {
          return Result.NO;
        }
        at = end;
      } else {
        if (wanted == '\\') {
          at++;
        }
        if (at >= pattern.length() || found != p(at)) {
          return Result.NO;
        }
      }
    }
    return in == text.length() ? Result.MATCH : Result.NO;
  }

  /** True when stars from {@code at} to {@code after} stand for whole names: {@code **}. */
  private boolean isBounded(int at, int after, int patternFrom) {
    boolean before = (at == patternFrom && at == 0) || p(at - 1) == '/';
    boolean behind =
        after == pattern.length() || p(after) == '/' || (p(after) == '\\' && p(after + 1) == '/');
    return after > at + 1 && before && behind;
  }

  private Result star(int after, int from, boolean overSlashes) {
    for (int in = from; in < text.length(); in++) {
      Result rest = run(after, in);
      if (rest != Result.NO) {
        if (!overSlashes || rest != Result.NOT_BEFORE_SLASH) {
          return rest;
        }
      } else if (!overSlashes && t(in) == '/') {
        return Result.NOT_BEFORE_SLASH;
      }
    }
    return Result.NEVER;
  }

  /** The place of the bracket that ends a class; negative when it does not match, 0 when broken. */
  private int classEnd(int from, char found) {
    int at = from + 1;
    boolean negated = p(at) == '!' || p(at) == '^';
    if (negated) {
      at++;
    }
    boolean matched = false;
    char former = END;
    do {
      char member = p(at);
      if (at >= pattern.length()) {
        return 0;
      }
      if (member == '\\') {
        at++;
        if (at >= pattern.length()) {
          return 0;
        }
        member = p(at);
        matched |= found == member;
      } else if (member == '-' && former != END && at + 1 < pattern.length() && p(at + 1) != ']') {
        at++;
        if (p(at) == '\\') {
          at++;
          if (at >= pattern.length()) {
            return 0;
          }
        }
        matched |= found >= former && found <= p(at);
        member = END;
      } else if (member == '[' && p(at + 1) == ':') {
        int close = pattern.indexOf(']', at + 2);
        if (close < 0) {
          return 0;
        }
        if (close - 1 < at + 2 || p(close - 1) != ':') {
          matched |= found == '[';
        } else {
          String name = pattern.substring(at + 2, close - 1);
          Boolean in = isIn(name, found);
          if (in == null) {
            return 0;
          }
          matched |= in;
          at = close;
          member = END;
        }
      } else {
        matched |= found == member;
      }
      former = member;
      at++;
    } while (p(at) != ']');
    return matched != negated ? at : -1;
  }

  /** Whether a character is of a named class; null when there is none of that name. */
  private static Boolean isIn(String name, char c) {
    boolean ascii = c < 128;
    return switch (name) {
      case "alnum" -> Character.isLetterOrDigit(c);
      case "alpha" -> Character.isLetter(c);
      case "blank" -> c == ' ' || c == '\t';
      case "cntrl" -> Character.isISOControl(c);
      case "digit" -> c >= '0' && c <= '9';
      case "graph" -> c > ' ' && c != 127;
      case "lower" -> Character.isLowerCase(c);
      case "print" -> c >= ' ' && c != 127;
      case "punct" -> ascii && c > ' ' && c != 127 && !Character.isLetterOrDigit(c);
      case "space" -> c == ' ' || (c >= '\t' && c <= '\r');
      case "upper" -> Character.isUpperCase(c);
      case "xdigit" -> ascii && Character.digit(c, 16) >= 0;
      default -> null;
    };
  }
}
