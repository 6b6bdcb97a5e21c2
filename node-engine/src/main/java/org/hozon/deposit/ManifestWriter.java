package org.hozon.deposit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.hozon.model.FileEntry;

/**
 * Writes a manifest: a CBOR sequence (RFC 8742) of a heading {@code ["hozon-manifest", 1]} and one
 * array an entry, sorted by path: kind, path, seconds, nanoseconds, mode, size, chunk rows ({@link
 * RefCodec}), link target, name bytes, target bytes; what an entry lacks is null.
 */
final class ManifestWriter implements AutoCloseable {
  static final String HEADING = "hozon-manifest";
  static final int FORMAT = 1;

  private final JsonGenerator out;

  ManifestWriter(OutputStream to) {
    try {
      out = new CBORFactory().createGenerator(to);
      out.writeStartArray(null, 2);
      out.writeString(HEADING);
      out.writeNumber(FORMAT);
      out.writeEndArray();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void write(ManifestEntry entry) {
    FileEntry file = entry.file();
    Instant modified = file.modified();
    try {
      out.writeStartArray(null, 10);
      out.writeNumber(code(file.kind()));
      out.writeString(file.path());
      out.writeNumber(modified.getEpochSecond());
      out.writeNumber(modified.getNano());
      out.writeNumber(file.mode());
      out.writeNumber(file.bytes());
      if (file.kind() == FileEntry.Kind.FILE) {
        out.writeBinary(RefCodec.encode(entry.chunks()));
      } else {
        out.writeNull();
      }
      out.writeString(file.target());
      binary(entry.raw());
      binary(entry.rawTarget());
      out.writeEndArray();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void binary(byte[] bytes) throws IOException {
    if (bytes == null) {
      out.writeNull();
    } else {
      out.writeBinary(bytes);
    }
  }

  static int code(FileEntry.Kind kind) {
    return switch (kind) {
      case FILE -> 0;
      case FOLDER -> 1;
      case LINK -> 2;
    };
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
