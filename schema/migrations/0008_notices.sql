-- What residents are told for a while: for one community, a subdistrict, or, where both are null, the whole city.
-- A notice of a community carries its subdistrict, too. Dates and times are Asia/Shanghai; `ends_at` is the instant
-- (UTC) at which it is over. `version` changes with its words.
CREATE TABLE notice (
  id TEXT PRIMARY KEY,
  community TEXT REFERENCES community (code) ON DELETE CASCADE,
  subdistrict TEXT REFERENCES subdistrict (code) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  place TEXT,
  from_date TEXT NOT NULL,
  from_time TEXT,
  to_date TEXT NOT NULL,
  to_time TEXT,
  ends_at TEXT NOT NULL,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  by TEXT NOT NULL,
  version TEXT NOT NULL,
  CHECK (community IS NULL OR subdistrict IS NOT NULL),
  CHECK (from_date <= to_date)
) STRICT;
CREATE INDEX notice_by_end ON notice (ends_at);

CREATE TRIGGER notice_insert_revises AFTER INSERT ON notice BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER notice_update_revises AFTER UPDATE ON notice BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER notice_delete_revises AFTER DELETE ON notice BEGIN UPDATE city SET revision = revision + 1; END;
