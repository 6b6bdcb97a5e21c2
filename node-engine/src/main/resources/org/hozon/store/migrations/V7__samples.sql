-- The node's own figures over time, for charts: one value an hour.
CREATE TABLE sample (
  kind  TEXT    NOT NULL,
  at    INTEGER NOT NULL, -- nanoseconds since 1970, the beginning of the hour
  value INTEGER NOT NULL,
  PRIMARY KEY (kind, at)
) STRICT, WITHOUT ROWID;
