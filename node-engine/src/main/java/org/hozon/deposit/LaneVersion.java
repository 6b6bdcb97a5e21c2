package org.hozon.deposit;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hozon.model.ChunkRef;
import org.hozon.model.PackId;
import org.hozon.model.Policy;

/**
 * One version of a deposit as the machine that made it records it.
 *
 * @param number counted from 1 over the whole account
 * @param policy what was asked of the holders of {@code packs}
 * @param files files, folders and links in it
 * @param bytes plain bytes of its files
 * @param storedBytes bytes of {@code packs}
 * @param problems how many files could not be taken as they were
 * @param manifest chunks of the file list
 * @param packs packs this version was the first of its lane to need, with their sizes
 */
record LaneVersion(
    int number,
    Instant time,
    Policy policy,
    long files,
    long bytes,
    long storedBytes,
    int problems,
    List<ChunkRef> manifest,
    Map<PackId, Long> packs) {
  LaneVersion {
    manifest = List.copyOf(manifest);
    packs = Collections.unmodifiableMap(new LinkedHashMap<>(packs));
  }

  /** The same version, its file list and packs written elsewhere. */
  LaneVersion with(List<ChunkRef> newManifest, Map<PackId, Long> newPacks) {
    return new LaneVersion(
        number, time, policy, files, bytes, storedBytes, problems, newManifest, newPacks);
  }
}
