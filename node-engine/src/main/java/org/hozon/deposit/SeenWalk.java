package org.hozon.deposit;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hozon.model.DepositId;
import org.hozon.store.Catalogue;
import org.hozon.store.Catalogue.SeenFile;

/** Walks over the files seen last time beside the walk over the folders, both sorted by path. */
final class SeenWalk implements AutoCloseable {
  private static final int GONE_AT_ONCE = 10_000;

  private final Catalogue catalogue;
  private final DepositId deposit;
  private final Stream<SeenFile> stream;
  private final Iterator<SeenFile> seen;
  private final Set<String> gone = new HashSet<>();
  private SeenFile present;

  SeenWalk(Catalogue catalogue, DepositId deposit) {
    this.catalogue = catalogue;
    this.deposit = deposit;
    stream = catalogue.seenFiles(deposit);
    seen = stream.iterator();
    advance();
  }

  /** What was seen at that path last time; paths come in order. */
  Optional<SeenFile> at(String path) {
    while (present != null && present.path().compareTo(path) < 0) {
      leave(present.path());
      advance();
    }
    if (present == null || !present.path().equals(path)) {
      return Optional.empty();
    }
    SeenFile found = present;
    advance();
    return Optional.of(found);
  }

  /** Forgets what was seen at that path: it cannot be trusted next time. */
  void leave(String path) {
    gone.add(path);
    if (gone.size() >= GONE_AT_ONCE) {
      flush();
    }
  }

  /** Forgets everything that was not met. */
  void finish() {
    while (present != null) {
      leave(present.path());
      advance();
    }
    flush();
  }

  private void flush() {
    if (!gone.isEmpty()) {
      catalogue.putSeenFiles(deposit, List.of(), Set.copyOf(gone));
      gone.clear();
    }
  }

  private void advance() {
    present = seen.hasNext() ? seen.next() : null;
  }

  @Override
  public void close() {
    stream.close();
  }
}
