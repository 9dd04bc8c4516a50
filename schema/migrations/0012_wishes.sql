-- Wishes (需求清单): what residents want in a community, who supports it, and the project that staff make of it.

-- One row: the revision of everything below, apart from the city's, because a support must not make everybody fetch the
-- outlets again.
CREATE TABLE wishes (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO wishes (id) VALUES (1);

-- `want` is the code of an outlet type or of a service. `supporters` is kept by triggers. Of what staff take up and
-- nobody has wished for there is a row, too, with no supporters.
CREATE TABLE wish (
  id TEXT PRIMARY KEY,
  community TEXT NOT NULL REFERENCES community (code) ON DELETE CASCADE,
  want TEXT NOT NULL CHECK (length(want) > 0),
  at TEXT NOT NULL,
  supporters INTEGER NOT NULL DEFAULT 0 CHECK (supporters >= 0),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  UNIQUE (community, want)
) STRICT;

-- One resident, one support. `resident` is a keyed hash and tells nobody who it is. Whoever takes their support back
-- takes the words back with it: the row goes. Words that were refused are erased after a while, and the state stays.
CREATE TABLE wish_support (
  id TEXT PRIMARY KEY,
  wish TEXT NOT NULL REFERENCES wish (id) ON DELETE CASCADE,
  resident TEXT NOT NULL,
  why TEXT CHECK (length(why) BETWEEN 1 AND 200),
  why_state TEXT NOT NULL DEFAULT 'none' CHECK (why_state IN ('none', 'waiting', 'approved', 'refused')),
  reason TEXT,
  at TEXT NOT NULL,
  said_at TEXT NOT NULL,
  judged_by TEXT,
  judged_at TEXT,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  UNIQUE (wish, resident),
  CHECK (why_state = 'refused' OR (why IS NULL) = (why_state = 'none')),
  CHECK ((why_state = 'refused') = (reason IS NOT NULL)),
  CHECK ((why_state IN ('approved', 'refused')) = (judged_at IS NOT NULL))
) STRICT;
CREATE INDEX wish_support_by_resident ON wish_support (resident, at);
CREATE INDEX wish_support_told ON wish_support (wish, said_at) WHERE why_state = 'approved';
CREATE INDEX wish_support_waiting ON wish_support (said_at) WHERE why_state = 'waiting';
CREATE INDEX wish_support_refused ON wish_support (judged_at) WHERE why_state = 'refused' AND why IS NOT NULL;

-- From which network a support came, until the key goes under which networks are hashed, and an hour at most.
CREATE TABLE wish_mark (
  id INTEGER PRIMARY KEY,
  network TEXT NOT NULL,
  wish TEXT NOT NULL REFERENCES wish (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  key INTEGER NOT NULL REFERENCES network_key (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX wish_mark_by_network ON wish_mark (network, at);
CREATE INDEX wish_mark_by_wish ON wish_mark (wish);
CREATE INDEX wish_mark_by_age ON wish_mark (at);
CREATE INDEX wish_mark_by_key ON wish_mark (key);

-- What staff do about a wish. `by_date` is the day it is planned for.
CREATE TABLE project (
  wish TEXT PRIMARY KEY REFERENCES wish (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'planned', 'under_way', 'done', 'declined')),
  unit TEXT,
  by_date TEXT CHECK (by_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  result TEXT,
  reason TEXT,
  version TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  CHECK ((state = 'declined') = (reason IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Its public history, written by triggers, so that nobody can change a project and forget it. It goes with the project
-- and not before.
CREATE TABLE project_event (
  id INTEGER PRIMARY KEY,
  wish TEXT NOT NULL REFERENCES project (wish) ON DELETE CASCADE,
  at TEXT NOT NULL,
  state TEXT NOT NULL,
  unit TEXT,
  by_date TEXT,
  result TEXT,
  reason TEXT
) STRICT;
CREATE INDEX project_event_by_wish ON project_event (wish, id);
CREATE TRIGGER project_event_is_kept BEFORE UPDATE ON project_event
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER project_event_is_not_deleted BEFORE DELETE ON project_event
WHEN EXISTS (SELECT 1 FROM project WHERE wish = OLD.wish)
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER project_insert_is_told AFTER INSERT ON project
BEGIN
  INSERT INTO project_event (wish, at, state, unit, by_date, result, reason)
  VALUES (NEW.wish, NEW.version, NEW.state, NEW.unit, NEW.by_date, NEW.result, NEW.reason);
END;
CREATE TRIGGER project_update_is_told AFTER UPDATE ON project
BEGIN
  INSERT INTO project_event (wish, at, state, unit, by_date, result, reason)
  VALUES (NEW.wish, NEW.version, NEW.state, NEW.unit, NEW.by_date, NEW.result, NEW.reason);
END;

CREATE TRIGGER wish_support_insert_counts AFTER INSERT ON wish_support
BEGIN UPDATE wish SET supporters = supporters + 1 WHERE id = NEW.wish; END;
CREATE TRIGGER wish_support_delete_counts AFTER DELETE ON wish_support
BEGIN UPDATE wish SET supporters = supporters - 1 WHERE id = OLD.wish; END;

CREATE TRIGGER wish_insert_revises AFTER INSERT ON wish BEGIN UPDATE wishes SET revision = revision + 1; END;
CREATE TRIGGER wish_update_revises AFTER UPDATE ON wish BEGIN UPDATE wishes SET revision = revision + 1; END;
CREATE TRIGGER wish_delete_revises AFTER DELETE ON wish BEGIN UPDATE wishes SET revision = revision + 1; END;
-- Words that wait are not public.
CREATE TRIGGER wish_support_update_revises AFTER UPDATE ON wish_support
WHEN 'approved' IN (OLD.why_state, NEW.why_state)
BEGIN UPDATE wishes SET revision = revision + 1; END;
CREATE TRIGGER project_insert_revises AFTER INSERT ON project BEGIN UPDATE wishes SET revision = revision + 1; END;
CREATE TRIGGER project_update_revises AFTER UPDATE ON project BEGIN UPDATE wishes SET revision = revision + 1; END;
CREATE TRIGGER project_delete_revises AFTER DELETE ON project BEGIN UPDATE wishes SET revision = revision + 1; END;
