package org.hozon.deposit;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hozon.model.ChunkRef;
import org.hozon.model.HozonException;
import org.hozon.model.PackId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the chunks of versions that other machines made, or this one before it lost its home, into
 * the catalogue, so that what the account has already is not sent again.
 */
final class Importer {
  private static final Logger LOG = LoggerFactory.getLogger(Importer.class);
  private static final String IMPORTED = "deposit.imported.";
  private static final int BATCH = 5_000;

  private final Parts parts;
  private final LaneBook book;
  private final Manifests manifests;

  Importer(Parts parts, LaneBook book, Manifests manifests) {
    this.parts = parts;
    this.book = book;
    this.manifests = manifests;
  }

  /** Imports the newest version of every deposit that was not imported yet. */
  void run() {
    Map<PackId, LaneBook.PackFact> packs = null;
    for (Merged deposit : book.deposits()) {
      String key = IMPORTED + deposit.id();
      String newest = deposit.newest().mark();
      if (parts.state().get(key).filter(newest::equals).isEmpty()) {
        packs = packs == null ? book.packs() : packs;
        try {
          take(deposit.newest(), packs);
          parts.state().put(key, newest);
        } catch (HozonException | UncheckedIOException unreadable) {
          LOG.warn(
              "The chunks of deposit {} are not known here, so they may be sent again",
              deposit.id(),
              unreadable);
        }
      }
    }
  }

  /** What this machine published itself needs no import. */
  void published(Merged deposit) {
    parts.state().put(IMPORTED + deposit.id(), deposit.newest().mark());
  }

  private void take(Merged.Made made, Map<PackId, LaneBook.PackFact> packs) {
    List<ChunkRef> batch = new ArrayList<>(made.version().manifest());
    Set<PackId> sized = new HashSet<>();
    try (ManifestReader reader = manifests.open(made.version())) {
      Optional<ManifestEntry> entry = reader.next();
      while (entry.isPresent()) {
        batch.addAll(entry.get().chunks());
        if (batch.size() >= BATCH) {
          put(batch, packs, sized);
        }
        entry = reader.next();
      }
    }
    put(batch, packs, sized);
  }

  private void put(List<ChunkRef> batch, Map<PackId, LaneBook.PackFact> packs, Set<PackId> sized) {
    // Only packs of published versions: their policy is known.
    batch.removeIf(ref -> !packs.containsKey(ref.pack()));
    parts.catalogue().putChunks(batch);
    for (ChunkRef ref : batch) {
      if (sized.add(ref.pack())) {
        parts.catalogue().putPack(ref.pack(), packs.get(ref.pack()).bytes());
      }
    }
    batch.clear();
  }
}
