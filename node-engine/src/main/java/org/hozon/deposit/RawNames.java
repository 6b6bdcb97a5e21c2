package org.hozon.deposit;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads and makes file names byte by byte where Java's text of them is lossy: a Unix name need not
 * be UTF-8, and under an ASCII locale Java cannot even spell those that are. The bytes come and go
 * through {@link Path#toUri}, which keeps them.
 */
final class RawNames {
  private static final char REPLACEMENT = '\uFFFD';

  private RawNames() {}

  /**
   * A name as it is listed and sorted.
   *
   * @param text valid Unicode; bytes that are no UTF-8 are written as U+FFFD and two hex digits
   * @param raw the name's true bytes when {@code text} is not simply their UTF-8 reading, else null
   */
  record Name(String text, byte[] raw) {}

  /** The last name of a path. */
  static Name of(Path path) {
    String text = path.getFileName().toString();
    if (text.indexOf(REPLACEMENT) < 0) {
      return new Name(withoutLoneSurrogates(text), null);
    }
    byte[] all = bytesOfUri(path);
    int end = all.length > 1 && all[all.length - 1] == '/' ? all.length - 1 : all.length;
    int start = end;
    while (start > 0 && all[start - 1] != '/') {
      start--;
    }
    return named(Arrays.copyOfRange(all, start, end));
  }

  /** The text of a link's target, with its bytes when the text is lossy. */
  static Name ofTarget(Path target) {
    String text = target.toString();
    if (text.indexOf(REPLACEMENT) < 0) {
      return new Name(withoutLoneSurrogates(text), null);
    }
    byte[] all = bytesOfUri(target);
    int start = 0;
    if (!target.isAbsolute()) {
      byte[] here = bytesOfUri(Path.of("").toAbsolutePath());
      start = here[here.length - 1] == '/' ? here.length : here.length + 1;
    }
    int end = all.length;
    if (end > start + 1 && all[end - 1] == '/' && !text.endsWith("/")) {
      end--;
    }
    return named(Arrays.copyOfRange(all, start, end));
  }

  /**
   * The path of an entry in a folder.
   *
   * @param raw the name's bytes, or null when {@code text} says all
   * @throws InvalidPathException when this system cannot have such a name
   */
  static Path child(Path folder, String text, byte[] raw) {
    if (raw == null) {
      try {
        return folder.resolve(text);
      } catch (InvalidPathException notInThisLocale) {
        if (!isUnix(folder)) {
          throw notInThisLocale;
        }
      }
    }
    if (!isUnix(folder)) {
      return folder.resolve(text);
    }
    String base = folder.toUri().toString();
    byte[] bytes = raw != null ? raw : text.getBytes(StandardCharsets.UTF_8);
    return Path.of(URI.create((base.endsWith("/") ? base : base + "/") + percent(bytes)));
  }

  /** A link's target; relative ones are made relative again after the way through a URI. */
  static Path target(Path folder, String text, byte[] raw) {
    if (raw == null) {
      try {
        return folder.getFileSystem().getPath(text);
      } catch (InvalidPathException notInThisLocale) {
        if (!isUnix(folder)) {
          throw notInThisLocale;
        }
      }
    }
    byte[] bytes = raw != null ? raw : text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && bytes[0] == '/') {
      return Path.of(URI.create("file://" + percent(bytes)));
    }
    Path absolute = Path.of(URI.create("file:///" + percent(bytes)));
    return absolute.getRoot().relativize(absolute);
  }

  private static boolean isUnix(Path path) {
    return "/".equals(path.getFileSystem().getSeparator());
  }

  private static Name named(byte[] bytes) {
    try {
      return new Name(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), null);
    } catch (CharacterCodingException notUtf8) {
      return new Name(escaped(bytes), bytes);
    }
  }

  private static String escaped(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length * 3);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isUnderflow()) {
        return out.flip().toString();
      }
      for (int i = 0; i < result.length(); i++) {
        out.put(REPLACEMENT).put(String.format(Locale.ROOT, "%02X", in.get()));
      }
    }
  }

  private static String withoutLoneSurrogates(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean paired =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      boolean lone = Character.isSurrogate(c) && !paired;
      if (lone && clean == null) {
        clean = new StringBuilder(text.substring(0, i));
      }
      if (lone) {
        clean.append(REPLACEMENT).append(String.format(Locale.ROOT, "%04X", (int) c));
      } else if (clean != null) {
        clean.append(c);
      }
      if (paired) {
        i++;
        if (clean != null) {
          clean.append(text.charAt(i));
        }
      }
    }
    return clean == null ? text : clean.toString();
  }

  private static byte[] bytesOfUri(Path path) {
    String raw = path.toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static String percent(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      if (b == '/') {
        text.append('/');
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return text.toString();
  }
}
