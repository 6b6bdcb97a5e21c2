package org.hozon.deposit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hozon.fuzz.FuzzTarget;
import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;
import org.hozon.model.FileEntry;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;

/** File lists of versions. */
public final class ManifestFuzz implements FuzzTarget {
  @Override
  public boolean read(byte[] input) {
    try (ManifestReader reader = new ManifestReader(new ByteArrayInputStream(input))) {
      Optional<ManifestEntry> entry = reader.next();
      while (entry.isPresent()) {
        entry = reader.next();
      }
      return true;
    } catch (HozonException refused) {
      return false;
    }
  }

  @Override
  public List<byte[]> seeds() {
    ChunkRef ref =
        new ChunkRef(
            new PackId("ab".repeat(32)), 64, 1000, 984, true, new ChunkId("cd".repeat(32)));
    Instant then = Instant.parse("2026-11-25T12:00:00.123456789Z");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ManifestWriter writer = new ManifestWriter(bytes)) {
      writer.write(entry("a", FileEntry.Kind.FOLDER, 0, then, null, List.of()));
      writer.write(entry("a/b", FileEntry.Kind.FILE, 984, then, null, List.of(ref)));
      writer.write(entry("a/c", FileEntry.Kind.LINK, 0, then, "../x", List.of()));
      writer.write(
          new ManifestEntry(
              new FileEntry("a/d", FileEntry.Kind.FILE, 0, then, 0644, null),
              new byte[] {(byte) 0xff},
              null,
              List.of()));
    }
    return List.of(bytes.toByteArray());
  }

  private static ManifestEntry entry(
      String path,
      FileEntry.Kind kind,
      long bytes,
      Instant modified,
      String target,
      List<ChunkRef> chunks) {
    return new ManifestEntry(
        new FileEntry(path, kind, bytes, modified, 0644, target), null, null, chunks);
  }
}
