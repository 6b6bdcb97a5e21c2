package org.hozon.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hozon.crypto.PackHeader;
import org.hozon.model.AccountId;
import org.hozon.model.HeldPack;
import org.hozon.model.HozonException;
import org.hozon.model.NodeId;
import org.hozon.model.PackId;
import org.hozon.model.Policy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the inventory anew from the pack files. A pack tells its owner and its size; its policy and
 * its other holders are asked of the mesh later, and until then its epoch is {@link
 * HeldPack#UNKNOWN}, by which the guard lets it be.
 */
public final class InventoryRebuild {
  private static final Logger LOG = LoggerFactory.getLogger(InventoryRebuild.class);
  private static final int BATCH = 1000;

  /** What a crash may have torn was written shortly before it; only that is read as a whole. */
  private static final Duration MAY_BE_TORN = Duration.ofDays(1);

  private final PackStore packs;
  private final Inventory inventory;
  private final NodeId self;
  private final Instant now;
  private final List<HeldPack> batch = new ArrayList<>();
  private long found;
  private long bytes;

  private InventoryRebuild(PackStore packs, Inventory inventory, NodeId self, Instant now) {
    this.packs = packs;
    this.inventory = inventory;
    this.self = self;
    this.now = now;
  }

  /**
   * What was found.
   *
   * @param packs recorded
   * @param bytes of them
   * @param spoilt files that are no whole packs, now in the trash
   */
  public record Found(long packs, long bytes, long spoilt) {}

  /** Walks over all pack files; those the inventory knows already stay as they are. */
  public static Found run(PackStore packs, Inventory inventory, NodeId self, Instant now)
      throws IOException {
    return new InventoryRebuild(packs, inventory, self, now).run();
  }

  private Found run() throws IOException {
    List<PackId> torn = new ArrayList<>();
    packs.forEachFile(
        (pack, size) -> {
          if (inventory.find(pack).isEmpty()) {
            Optional<HeldPack> held = read(pack, size);
            if (held.isPresent()) {
              add(held.get());
            } else {
              torn.add(pack);
            }
          }
        });
    flush();
    for (PackId pack : torn) {
      packs.discard(pack, now);
    }
    return new Found(found, bytes, torn.size());
  }

  private void add(HeldPack held) {
    found++;
    bytes += held.bytes();
    batch.add(held);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private void flush() {
    inventory.putAll(batch);
    batch.clear();
  }

  private Optional<HeldPack> read(PackId pack, long size) {
    Path file = packs.file(pack);
    try {
      AccountId owner = owner(file);
      Instant stored = Files.getLastModifiedTime(file).toInstant();
      if (stored.isAfter(now.minus(MAY_BE_TORN)) && !PackHash.matches(file, pack)) {
        LOG.warn("The file of pack {} is not that pack; it is not counted as held", pack);
        return Optional.empty();
      }
      return Optional.of(
          new HeldPack(pack, size, owner, Policy.STANDARD, Set.of(self), HeldPack.UNKNOWN, stored));
    } catch (IOException | HozonException noPack) {
      LOG.warn("The file of pack {} is no whole pack; it is not counted as held", pack, noPack);
      return Optional.empty();
    }
  }

  private static AccountId owner(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer head = ByteBuffer.allocate(PackHeader.BYTES);
      int read = 0;
      while (head.hasRemaining() && read >= 0) {
        read = channel.read(head);
      }
      return PackHeader.read(head.flip()).owner();
    }
  }
}
