package org.hozon.model;

import java.time.Instant;

/**
 * A holder's word that a pack is durable on its disk (file and folder fsynced), signed with the
 * node's key over {@link #signedText()}.
 */
public record Receipt(PackId pack, long bytes, NodeId holder, Instant at, byte[] signature) {
  /** What the signature covers. */
  public String signedText() {
    return "hozon-receipt-1\n" + pack + "\n" + bytes + "\n" + holder + "\n" + at;
  }
}
