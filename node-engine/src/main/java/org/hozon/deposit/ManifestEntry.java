package org.hozon.deposit;

import java.time.Instant;
import java.util.List;
import org.hozon.model.ChunkRef;
import org.hozon.model.FileEntry;

/**
 * One entry of a version's manifest: all that restoring it needs besides the keys.
 *
 * @param raw bytes of the last name of the path when its text is lossy, else null
 * @param rawTarget bytes of the link's target when its text is lossy, else null
 * @param chunks a file's chunks in order; empty for anything else
 */
record ManifestEntry(FileEntry file, byte[] raw, byte[] rawTarget, List<ChunkRef> chunks) {
  static ManifestEntry folder(Scanned scanned) {
    return new ManifestEntry(
        entry(scanned, FileEntry.Kind.FOLDER, 0, scanned.stamp().modified(), null),
        scanned.raw(),
        null,
        List.of());
  }

  static ManifestEntry link(Scanned scanned, RawNames.Name target) {
    return new ManifestEntry(
        entry(scanned, FileEntry.Kind.LINK, 0, scanned.stamp().modified(), target.text()),
        scanned.raw(),
        target.raw(),
        List.of());
  }

  static FileEntry entry(
      Scanned scanned, FileEntry.Kind kind, long bytes, Instant modified, String target) {
    return new FileEntry(scanned.path(), kind, bytes, modified, scanned.stamp().mode(), target);
  }
}
