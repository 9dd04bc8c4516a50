-- What circles have and lack: the standard by which that is told, and what was counted last.

-- The city's own standards, each from a day on; until there is one, that of schema/catalog/standard.ts holds. A version is
-- never changed, and one that is in force is never withdrawn: what was said of a day stays what was in force on it.
CREATE TABLE standard (
  version INTEGER PRIMARY KEY CHECK (version > 0),
  from_date TEXT NOT NULL CHECK (from_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  standard TEXT NOT NULL CHECK (json_valid(standard)),
  reason TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  withdrawn_reason TEXT,
  withdrawn_by TEXT,
  withdrawn_at TEXT,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_by IS NULL))
) STRICT;
CREATE TRIGGER standard_is_kept BEFORE UPDATE OF version, from_date, standard, reason, by, at ON standard
BEGIN SELECT raise(ABORT, 'a version of the standard is never changed'); END;
CREATE TRIGGER standard_is_not_deleted BEFORE DELETE ON standard
BEGIN SELECT raise(ABORT, 'a version of the standard is never deleted'); END;
CREATE TRIGGER standard_insert_revises AFTER INSERT ON standard BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER standard_update_revises AFTER UPDATE ON standard BEGIN UPDATE city SET revision = revision + 1; END;

-- One row: of what the stored result was counted, and who is counting. `serial` rises with every result, and with every
-- time that what was counted turned out to be still right. `print` is a hash of all that went into it. `counting` is held
-- by one at a time, until `counting_until` at most.
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  serial INTEGER NOT NULL DEFAULT 0,
  revision INTEGER,
  network INTEGER,
  standard TEXT CHECK (json_valid(standard)),
  print TEXT,
  counted_at TEXT,
  counting TEXT,
  counting_until TEXT,
  CHECK ((counted_at IS NULL) = (revision IS NULL) AND (counted_at IS NULL) = (standard IS NULL)
    AND (counted_at IS NULL) = (print IS NULL))
) STRICT;
INSERT INTO assessment (id) VALUES (1);

-- The result, a row a community.
CREATE TABLE assessment_community (
  community TEXT PRIMARY KEY REFERENCES community (code) ON DELETE CASCADE,
  result TEXT NOT NULL CHECK (json_valid(result))
) STRICT;

-- The way to the city's goals: a row for every day on which a count differed from the last one.
CREATE TABLE goal_day (
  date TEXT PRIMARY KEY CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  urban INTEGER NOT NULL CHECK (urban >= 0),
  basic INTEGER NOT NULL CHECK (basic BETWEEN 0 AND urban),
  exemplary INTEGER NOT NULL CHECK (exemplary BETWEEN 0 AND basic),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1))
) STRICT, WITHOUT ROWID;
