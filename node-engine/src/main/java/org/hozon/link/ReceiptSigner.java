package org.hozon.link;

import java.time.Instant;
import org.hozon.model.PackId;
import org.hozon.model.Receipt;

/** Signs for a pack that is durable here, with this node's key. */
@FunctionalInterface
public interface ReceiptSigner {
  /** A receipt for {@code bytes} of {@code pack}, durable here at {@code at}. */
  Receipt receipt(PackId pack, long bytes, Instant at);
}
