package org.hozon.deposit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hozon.model.ChunkRef;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;

/** Reads what {@link ManifestWriter} wrote, entry by entry. */
final class ManifestReader implements ManifestEntries {
  private static final int FIRST_FORMAT = 1;

  private final JsonParser in;
  private int format;

  /**
   * Begins.
   *
   * @throws HozonException of kind DAMAGED when it is no manifest or of a version this program does
   *     not know
   */
  ManifestReader(InputStream from) {
    try {
      in = new CBORFactory().createParser(from);
      boolean heading =
          in.nextToken() == JsonToken.START_ARRAY
              && ManifestWriter.HEADING.equals(in.nextTextValue());
      if (!heading) {
        throw damaged(null);
      }
      restOfHeading();
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  private void restOfHeading() throws IOException {
    format = in.nextIntValue(-1);
    if (format < FIRST_FORMAT || format > ManifestWriter.FORMAT) {
      throw new HozonException(
          HozonException.Kind.DAMAGED,
          "The file list of this version is of format "
              + format
              + ", which this program does not know; update Hozon to read it.");
    }
    expect(JsonToken.END_ARRAY);
  }

  /**
   * The path of the entry a chunk of a list begins with; empty when none begins there, or when its
   * list is of a format in which that cannot be told.
   */
  static Optional<String> firstPath(byte[] chunk) {
    try (ManifestReader reader = new ManifestReader(new ByteArrayInputStream(chunk))) {
      if (reader.format == FIRST_FORMAT || !reader.entryBegins()) {
        return Optional.empty();
      }
      kind(reader.in.getLongValue());
      return Optional.ofNullable(reader.text());
    } catch (IOException | HozonException | UncheckedIOException notOne) {
      return Optional.empty();
    }
  }

  /** Goes to the first field of the next entry, over headings; false at the end. */
  private boolean entryBegins() throws IOException {
    while (true) {
      JsonToken token = in.nextToken();
      if (token == null) {
        return false;
      }
      if (token != JsonToken.START_ARRAY) {
        throw damaged(null);
      }
      token = in.nextToken();
      if (token == JsonToken.VALUE_NUMBER_INT) {
        return true;
      }
      if (token != JsonToken.VALUE_STRING || !ManifestWriter.HEADING.equals(in.getText())) {
        throw damaged(null);
      }
      restOfHeading();
    }
  }

  @Override
  public Optional<ManifestEntry> next() {
    try {
      if (!entryBegins()) {
        return Optional.empty();
      }
      final FileEntry.Kind kind = kind(in.getLongValue());
      final String path = text();
      final long seconds = number();
      final long nanos = number();
      final int mode = (int) number();
      final long bytes = number();
      byte[] rows = binary();
      String target = text();
      byte[] raw = binary();
      byte[] rawTarget = binary();
      expect(JsonToken.END_ARRAY);
      if (path == null || (kind == FileEntry.Kind.LINK) != (target != null)) {
        throw damaged(null);
      }
      List<ChunkRef> chunks = rows == null ? List.of() : RefCodec.decode(rows);
      FileEntry file =
          new FileEntry(path, kind, bytes, Instant.ofEpochSecond(seconds, nanos), mode, target);
      return Optional.of(new ManifestEntry(file, raw, rawTarget, chunks));
    } catch (DateTimeException | ArithmeticException nonsense) {
      throw damaged(nonsense);
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  private static FileEntry.Kind kind(long code) {
    for (FileEntry.Kind kind : FileEntry.Kind.values()) {
      if (ManifestWriter.code(kind) == code) {
        return kind;
      }
    }
    throw damaged(null);
  }

  private long number() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT);
    return in.getLongValue();
  }

  private String text() throws IOException {
    JsonToken token = in.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw damaged(null);
    }
    return in.getText();
  }

  private byte[] binary() throws IOException {
    JsonToken token = in.nextToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_EMBEDDED_OBJECT) {
      throw damaged(null);
    }
    return in.getBinaryValue();
  }

  private void expect(JsonToken wanted) throws IOException {
    if (in.nextToken() != wanted) {
      throw damaged(null);
    }
  }

  private static RuntimeException failed(IOException failure) {
    return failure instanceof JsonProcessingException
        ? damaged(failure)
        : new UncheckedIOException(failure);
  }

  private static HozonException damaged(Exception cause) {
    return new HozonException(
        HozonException.Kind.DAMAGED,
        "The file list of this version is damaged, so it was refused; try another version.",
        cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
