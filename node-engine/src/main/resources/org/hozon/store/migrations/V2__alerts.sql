-- What needs a person's eye: one row from its beginning to its end.
CREATE TABLE alert (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  cause    TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  severity TEXT    NOT NULL,
  text     TEXT    NOT NULL,
  facts    TEXT    NOT NULL, -- JSON object
  since    INTEGER NOT NULL,
  changed  INTEGER NOT NULL,
  ended    INTEGER
) STRICT;

CREATE UNIQUE INDEX alert_open ON alert (cause, subject) WHERE ended IS NULL;
CREATE INDEX alert_ended ON alert (ended);
