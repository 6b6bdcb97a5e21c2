-- Sums of held by owner, for the share of an offer that one account may fill.
CREATE TABLE held_owner (
  owner BLOB    NOT NULL PRIMARY KEY,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO held_owner (owner, bytes) SELECT owner, sum(bytes) FROM held GROUP BY owner;

CREATE TRIGGER held_owner_added AFTER INSERT ON held BEGIN
  INSERT INTO held_owner (owner, bytes) VALUES (new.owner, new.bytes)
    ON CONFLICT (owner) DO UPDATE SET bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER held_owner_removed AFTER DELETE ON held BEGIN
  UPDATE held_owner SET bytes = bytes - old.bytes WHERE owner = old.owner;
END;

CREATE TRIGGER held_owner_changed AFTER UPDATE OF owner, bytes ON held BEGIN
  UPDATE held_owner SET bytes = bytes - old.bytes WHERE owner = old.owner;
  INSERT INTO held_owner (owner, bytes) VALUES (new.owner, new.bytes)
    ON CONFLICT (owner) DO UPDATE SET bytes = bytes + excluded.bytes;
END;
