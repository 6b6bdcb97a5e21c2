-- A row of held is checked when it is read: CRC-32 of its values, and one; 0 for not yet.
ALTER TABLE held ADD COLUMN proof INTEGER NOT NULL DEFAULT 0;

-- What the held packs take on the disk, in blocks of 4 KiB.
ALTER TABLE held_total ADD COLUMN blocks INTEGER NOT NULL DEFAULT 0;

UPDATE held_total SET blocks =
  (SELECT coalesce(sum((bytes + 4095) / 4096), 0) FROM held WHERE held.rank = held_total.rank);

DROP TRIGGER held_added;
DROP TRIGGER held_removed;
DROP TRIGGER held_changed;

CREATE TRIGGER held_added AFTER INSERT ON held BEGIN
  INSERT INTO held_total (rank, packs, bytes, blocks)
    VALUES (new.rank, 1, new.bytes, (new.bytes + 4095) / 4096)
    ON CONFLICT (rank) DO UPDATE SET packs = packs + 1, bytes = bytes + excluded.bytes,
      blocks = blocks + excluded.blocks;
END;

CREATE TRIGGER held_removed AFTER DELETE ON held BEGIN
  UPDATE held_total SET packs = packs - 1, bytes = bytes - old.bytes,
    blocks = blocks - (old.bytes + 4095) / 4096 WHERE rank = old.rank;
END;

CREATE TRIGGER held_changed AFTER UPDATE OF rank, bytes ON held BEGIN
  UPDATE held_total SET packs = packs - 1, bytes = bytes - old.bytes,
    blocks = blocks - (old.bytes + 4095) / 4096 WHERE rank = old.rank;
  INSERT INTO held_total (rank, packs, bytes, blocks)
    VALUES (new.rank, 1, new.bytes, (new.bytes + 4095) / 4096)
    ON CONFLICT (rank) DO UPDATE SET packs = packs + 1, bytes = bytes + excluded.bytes,
      blocks = blocks + excluded.blocks;
END;
