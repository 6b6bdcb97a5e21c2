-- When each copy was proven last, as this node knows it: own copies by reading them whole, those of
-- co-holders by audits, those of the account's own packs by what their holders said.
CREATE TABLE proof (
  pack   BLOB    NOT NULL,
  holder BLOB    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (pack, holder)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER proof_gone AFTER DELETE ON held BEGIN
  DELETE FROM proof WHERE pack = old.pack;
END;
