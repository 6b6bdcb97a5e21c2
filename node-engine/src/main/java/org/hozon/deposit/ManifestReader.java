package org.hozon.deposit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
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
final class ManifestReader implements AutoCloseable {
  private final JsonParser in;

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
      int format = in.nextIntValue(-1);
      if (format != ManifestWriter.FORMAT) {
        throw new HozonException(
            HozonException.Kind.DAMAGED,
            "The file list of this version is of format "
                + format
                + ", which this program does not know; update Hozon to read it.");
      }
      expect(JsonToken.END_ARRAY);
    } catch (IOException failed) {
      throw failed(failed);
    }
  }

  /** The next entry; empty at the end. */
  Optional<ManifestEntry> next() {
    try {
      JsonToken token = in.nextToken();
      if (token == null) {
        return Optional.empty();
      }
      if (token != JsonToken.START_ARRAY) {
        throw damaged(null);
      }
      final FileEntry.Kind kind = kind(number());
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
