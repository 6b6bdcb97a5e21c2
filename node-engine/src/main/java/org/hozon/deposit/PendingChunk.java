package org.hozon.deposit;

import org.hozon.model.ChunkId;
import org.hozon.model.ChunkRef;

/** A chunk of a deposit under way whose pack may not have its name yet. Thread-safe. */
final class PendingChunk {
  private final ChunkId id;
  private volatile ChunkRef ref;
  private volatile PendingChunk twin;

  PendingChunk(ChunkId id) {
    this.id = id;
  }

  ChunkId id() {
    return id;
  }

  void resolve(ChunkRef known) {
    ref = known;
  }

  /** The same bytes are on their way already; where they go, this one is. */
  void follow(PendingChunk other) {
    twin = other;
  }

  /** Where it stands; null until its pack has a name. */
  ChunkRef ref() {
    PendingChunk other = twin;
    return other == null ? ref : other.ref();
  }
}
