-- Which packs a version needs, so that deciding what may go needs no file list read again.
-- A cache: all of it can be read from the file lists.
CREATE TABLE version_need (
  deposit BLOB NOT NULL,
  mark    TEXT NOT NULL, -- machine, number and time of the version
  packs   BLOB NOT NULL,
  PRIMARY KEY (deposit, mark)
) STRICT, WITHOUT ROWID;

-- Packs of this account that were given up; told again to a holder that was away then.
CREATE TABLE given_up (
  pack  BLOB    NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL -- nanoseconds since 1970
) STRICT, WITHOUT ROWID;

-- When the owner last changed the policy of a pack held here, nanoseconds since 1970.
ALTER TABLE held ADD COLUMN policy_at INTEGER NOT NULL DEFAULT 0;
