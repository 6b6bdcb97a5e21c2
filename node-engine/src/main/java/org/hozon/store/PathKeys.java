package org.hozon.store;

/**
 * Paths as keys: CESU-8, that is each UTF-16 unit by itself as one to three bytes. Unlike UTF-8 its
 * bytes sort as Java strings do, and it keeps unpaired surrogates, which names on Windows may have.
 *
 * @see <a href="https://www.unicode.org/reports/tr26/">Unicode Technical Report 26</a>
 */
final class PathKeys {
  private PathKeys() {}

  static byte[] of(String path) {
    int size = 0;
    for (int i = 0; i < path.length(); i++) {
      char unit = path.charAt(i);
      size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }
    byte[] key = new byte[size];
    int at = 0;
    for (int i = 0; i < path.length(); i++) {
      char unit = path.charAt(i);
      if (unit < 0x80) {
        key[at++] = (byte) unit;
      } else if (unit < 0x800) {
        key[at++] = (byte) (0xc0 | (unit >> 6));
        key[at++] = (byte) (0x80 | (unit & 0x3f));
      } else {
        key[at++] = (byte) (0xe0 | (unit >> 12));
        key[at++] = (byte) (0x80 | ((unit >> 6) & 0x3f));
        key[at++] = (byte) (0x80 | (unit & 0x3f));
      }
    }
    return key;
  }

  static String path(byte[] key) {
    StringBuilder path = new StringBuilder(key.length);
    int at = 0;
    while (at < key.length) {
      int first = key[at] & 0xff;
      if (first < 0x80) {
        path.append((char) first);
        at += 1;
      } else if (first < 0xe0) {
        path.append((char) (((first & 0x1f) << 6) | (key[at + 1] & 0x3f)));
        at += 2;
      } else {
        path.append(
            (char) (((first & 0x0f) << 12) | ((key[at + 1] & 0x3f) << 6) | (key[at + 2] & 0x3f)));
        at += 3;
      }
    }
    return path.toString();
  }
}
