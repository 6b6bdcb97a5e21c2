-- Ids are stored as their bytes: packs and chunks 32, accounts and nodes 16, deposits 8.
-- Lists of ids are those bytes one after the other. Moments are nanoseconds since 1970 unless they
-- are signed by somebody (then text, exactly as signed).

-- What this node holds for others.
CREATE TABLE held (
  pack          BLOB    NOT NULL PRIMARY KEY,
  bytes         INTEGER NOT NULL,
  owner         BLOB    NOT NULL,
  rank          TEXT    NOT NULL,
  regions       TEXT    NOT NULL, -- JSON array; empty for anywhere
  within_millis INTEGER NOT NULL,
  copies        INTEGER NOT NULL,
  holders       BLOB    NOT NULL,
  epoch         INTEGER NOT NULL,
  stored_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sums of held, so that asking for them does not walk over it.
CREATE TABLE held_total (
  rank  TEXT    NOT NULL PRIMARY KEY,
  packs INTEGER NOT NULL,
  bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER held_added AFTER INSERT ON held BEGIN
  INSERT INTO held_total (rank, packs, bytes) VALUES (new.rank, 1, new.bytes)
    ON CONFLICT (rank) DO UPDATE SET packs = packs + 1, bytes = bytes + excluded.bytes;
END;

CREATE TRIGGER held_removed AFTER DELETE ON held BEGIN
  UPDATE held_total SET packs = packs - 1, bytes = bytes - old.bytes WHERE rank = old.rank;
END;

CREATE TRIGGER held_changed AFTER UPDATE OF rank, bytes ON held BEGIN
  UPDATE held_total SET packs = packs - 1, bytes = bytes - old.bytes WHERE rank = old.rank;
  INSERT INTO held_total (rank, packs, bytes) VALUES (new.rank, 1, new.bytes)
    ON CONFLICT (rank) DO UPDATE SET packs = packs + 1, bytes = bytes + excluded.bytes;
END;

-- Newest head of each machine of each account.
CREATE TABLE head (
  account     BLOB    NOT NULL,
  machine     BLOB    NOT NULL,
  sequence    INTEGER NOT NULL,
  time        TEXT    NOT NULL, -- ISO-8601, as signed
  public_key  BLOB    NOT NULL,
  sealed_root BLOB    NOT NULL,
  signature   BLOB    NOT NULL,
  PRIMARY KEY (account, machine)
) STRICT, WITHOUT ROWID;

-- Cache of the own account's catalogue: all of it can be rebuilt from the mesh.
CREATE TABLE lane (
  machine  BLOB    NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL,
  encoded  BLOB    NOT NULL
) STRICT;

CREATE TABLE known_pack (
  number INTEGER PRIMARY KEY,
  pack   BLOB    NOT NULL UNIQUE,
  bytes  INTEGER NOT NULL
) STRICT;

CREATE TABLE chunk (
  id           BLOB    NOT NULL PRIMARY KEY,
  pack         INTEGER NOT NULL, -- known_pack.number
  start        INTEGER NOT NULL,
  sealed_bytes INTEGER NOT NULL,
  plain_bytes  INTEGER NOT NULL,
  compressed   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_file (
  deposit  BLOB    NOT NULL,
  path     BLOB    NOT NULL, -- CESU-8, which sorts as Java strings do
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  changed  INTEGER NOT NULL,
  file_key TEXT    NOT NULL,
  chunks   BLOB    NOT NULL,
  PRIMARY KEY (deposit, path)
) STRICT, WITHOUT ROWID;

-- Packs on their way to their holders.
CREATE TABLE upload (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  pack     BLOB    NOT NULL UNIQUE,
  bytes    INTEGER NOT NULL,
  holders  BLOB    NOT NULL,
  chunks   BLOB    NOT NULL, -- 49 bytes each: id, offset, sealed and plain bytes, compressed
  complete INTEGER NOT NULL
) STRICT;

CREATE TABLE upload_receipt (
  pack    BLOB NOT NULL,
  holder  BLOB NOT NULL,
  receipt TEXT NOT NULL, -- JSON
  PRIMARY KEY (pack, holder)
) STRICT, WITHOUT ROWID;

-- What happened here and why.
CREATE TABLE activity (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at     INTEGER NOT NULL,
  kind   TEXT    NOT NULL,
  text   TEXT    NOT NULL,
  facts  TEXT    NOT NULL -- JSON object
) STRICT;

CREATE INDEX activity_at ON activity (at);

CREATE TABLE uptime (
  node BLOB    NOT NULL,
  at   INTEGER NOT NULL,
  up   INTEGER NOT NULL,
  PRIMARY KEY (node, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE peer (
  node      BLOB    NOT NULL PRIMARY KEY,
  data      TEXT    NOT NULL, -- HOST:PORT
  last_seen INTEGER NOT NULL
) STRICT;

CREATE TABLE state (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sequence (
  name  TEXT    NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
