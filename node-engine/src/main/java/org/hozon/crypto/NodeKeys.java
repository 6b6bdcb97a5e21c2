package org.hozon.crypto;

import java.nio.file.Path;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Receipt;

/** The key pair of this machine (Ed25519), kept owner-only in the home's {@code keys} folder. */
public final class NodeKeys {
  private NodeKeys() {}

  /** Reads the key of this home, or makes it the first time (atomically, fsynced). */
  public static NodeKeys loadOrCreate(Path keysFolder) {
    throw new UnsupportedOperationException("not yet");
  }

  /** This node. */
  public NodeId node() {
    throw new UnsupportedOperationException("not yet");
  }

  /** The public key, X.509 encoding; it hashes to {@link #node}. */
  public byte[] publicKey() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Signs a receipt for a pack that is durable here. */
  public Receipt receipt(PackId pack, long bytes, java.time.Instant at) {
    throw new UnsupportedOperationException("not yet");
  }
}
