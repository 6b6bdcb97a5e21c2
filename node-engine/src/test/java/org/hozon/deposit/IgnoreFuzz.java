package org.hozon.deposit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hozon.fuzz.FuzzTarget;

/** Ignore lists that lie in folders; the input is a path, a line end and the list. */
public final class IgnoreFuzz implements FuzzTarget {
  @Override
  public boolean read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String path = end < 0 ? "a/b" : text.substring(0, end);
    for (IgnorePattern pattern : IgnorePattern.all(text.substring(end + 1).lines().toList())) {
      pattern.isOf(path, false);
      pattern.isOf(path, true);
    }
    return true;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        "src/main/a.java\n# comment\n*.java\n!keep.java\n/build/\nsrc/**/a.?ava\n[a-z[:digit:]]*\\ "
            .getBytes(StandardCharsets.UTF_8),
        "a/b/c/d/e\n**/b/**/d/**\n".getBytes(StandardCharsets.UTF_8));
  }
}
