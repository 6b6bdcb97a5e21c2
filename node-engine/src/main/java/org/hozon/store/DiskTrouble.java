package org.hozon.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.hozon.model.Sizes;

/** Turns what the operating system says of a disk into a refusal fit for the sender's eyes. */
final class DiskTrouble {
  private DiskTrouble() {}

  /** A refusal for a failed write; tells a full disk from a broken one. No paths in it. */
  static StoreRefusal refusal(IOException trouble) {
    if (isFull(trouble)) {
      return new StoreRefusal(
          StoreRefusal.Why.DISK_FULL,
          "The disk of this node is full; it takes no packs until there is room, and keeps serving"
              + " what it holds.",
          trouble);
    }
    return new StoreRefusal(
        StoreRefusal.Why.DISK_FAILED,
        "The disk of this node cannot be written ("
            + reason(trouble)
            + "); it takes no packs until its owner has looked after it, and keeps serving what it"
            + " holds.",
        trouble);
  }

  /** A refusal for want of room above the reserve. */
  static StoreRefusal noRoom(long bytes, long reserve) {
    return new StoreRefusal(
        StoreRefusal.Why.DISK_FULL,
        "The disk of this node has no room for "
            + Sizes.format(bytes)
            + " more without touching the "
            + Sizes.format(reserve)
            + " its owner keeps free; try another node.");
  }

  private static boolean isFull(IOException trouble) {
    String text = reason(trouble).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("quota exceeded")
        || text.contains("not enough space")
        || text.contains("disk is full");
  }

  private static String reason(IOException trouble) {
    if (trouble instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (trouble instanceof FileSystemException known) {
      return known.getReason() == null ? known.getClass().getSimpleName() : known.getReason();
    }
    return trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
  }
}
