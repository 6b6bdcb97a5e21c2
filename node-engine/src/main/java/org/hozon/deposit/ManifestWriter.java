package org.hozon.deposit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.hozon.model.FileEntry;

/**
 * Writes a manifest: a CBOR sequence (RFC 8742) of a heading {@code ["hozon-manifest", 2]} and one
 * array an entry, sorted by path: kind, path, seconds, nanoseconds, mode, size, chunk rows ({@link
 * RefCodec}), link target, name bytes, target bytes; what an entry lacks is null.
 *
 * <p>The heading is repeated wherever a chunk of the list begins with an entry, so that reading can
 * begin there and a path is found by halving ({@link ManifestSearch}). Only an entry longer than
 * {@link ChunkingStream#LONGEST_LIST} is cut within. Format 1 had the one heading alone.
 */
final class ManifestWriter implements AutoCloseable {
  static final String HEADING = "hozon-manifest";
  static final int FORMAT = 2;

  private final JsonGenerator out;
  private final BooleanSupplier entryEnded;
  private boolean chunkBegins;
  private String last;

  /** Writes a list that is cut into chunks. */
  ManifestWriter(ChunkingStream to) {
    this(to, to::entryEnded);
  }

  /** Writes a list that is one piece. */
  ManifestWriter(OutputStream to) {
    this(to, () -> false);
  }

  private ManifestWriter(OutputStream to, BooleanSupplier entryEnded) {
    this.entryEnded = entryEnded;
    try {
      out = new CBORFactory().createGenerator(to);
      heading();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void heading() throws IOException {
    out.writeStartArray(null, 2);
    out.writeString(HEADING);
    out.writeNumber(FORMAT);
    out.writeEndArray();
  }

  /**
   * Writes one more entry.
   *
   * @throws IllegalArgumentException when its path does not come after the one before
   */
  void write(ManifestEntry entry) {
    FileEntry file = entry.file();
    if (last != null && last.compareTo(file.path()) >= 0) {
      throw new IllegalArgumentException("'" + file.path() + "' comes after '" + last + "'");
    }
    last = file.path();
    Instant modified = file.modified();
    try {
      if (chunkBegins) {
        heading();
      }
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
      out.flush();
      chunkBegins = entryEnded.getAsBoolean();
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
