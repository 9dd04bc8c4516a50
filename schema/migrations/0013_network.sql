-- The streets that people walk, in versions, and where people live.

-- One version at most is in use; without one, minutes are estimated. A version's number is never used twice, because its
-- file is cached for ever under it. `by` is an account; null for the command line.
CREATE TABLE walking_network (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL,
  nodes INTEGER NOT NULL CHECK (nodes > 0),
  edges INTEGER NOT NULL CHECK (edges > 0),
  metres REAL NOT NULL,
  attribution TEXT NOT NULL,
  licence TEXT NOT NULL,
  date TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  at TEXT NOT NULL,
  by TEXT,
  in_use INTEGER NOT NULL DEFAULT 0 CHECK (in_use IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX walking_network_in_use ON walking_network (in_use) WHERE in_use = 1;

-- The file of a version, in parts below D1's limit of a row, as base64: D1 hands a blob over as a list of numbers.
CREATE TABLE walking_network_part (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES walking_network (version) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (version, part)
) STRICT;

-- A version that is not in use shows nowhere.
CREATE TRIGGER walking_network_update_revises AFTER UPDATE OF in_use ON walking_network
WHEN OLD.in_use <> NEW.in_use
BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER walking_network_delete_revises AFTER DELETE ON walking_network
WHEN OLD.in_use = 1
BEGIN UPDATE city SET revision = revision + 1; END;

-- Where people live, for what share of them something is within reach: estates and villages with their households, no
-- person among them. They are always loaded as a whole.
CREATE TABLE residence (
  id TEXT PRIMARY KEY,
  name TEXT,
  community TEXT NOT NULL REFERENCES community (code) ON DELETE CASCADE,
  lng REAL NOT NULL,
  lat REAL NOT NULL,
  households INTEGER NOT NULL CHECK (households > 0),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX residence_by_community ON residence (community);

CREATE TRIGGER residence_insert_revises AFTER INSERT ON residence BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER residence_update_revises AFTER UPDATE ON residence BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER residence_delete_revises AFTER DELETE ON residence BEGIN UPDATE city SET revision = revision + 1; END;
