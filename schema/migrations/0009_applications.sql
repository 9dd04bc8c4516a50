-- Shops that are not on the map yet, as anybody has named them. Who said it is a keyed hash, kept for a day to tell
-- floods, then forgotten. One that staff accept has become an outlet, and stays so.
CREATE TABLE application (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  address TEXT NOT NULL,
  community TEXT NOT NULL REFERENCES community (code) ON DELETE CASCADE,
  hours TEXT NOT NULL,
  phone TEXT,
  note TEXT NOT NULL,
  resident TEXT,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'refused')),
  reason TEXT,
  outlet TEXT REFERENCES outlet (id) ON DELETE SET NULL,
  judged_by TEXT,
  judged_at TEXT,
  CHECK ((state = 'open') = (judged_at IS NULL)),
  CHECK ((state = 'refused') = (reason IS NOT NULL)),
  CHECK (state = 'accepted' OR outlet IS NULL)
) STRICT;
CREATE INDEX application_by_community ON application (community, at);
CREATE INDEX application_by_state ON application (state, at);
CREATE INDEX application_by_outlet ON application (outlet) WHERE outlet IS NOT NULL;
CREATE INDEX application_by_resident ON application (resident, at) WHERE resident IS NOT NULL;

-- Fails the batch of whoever was second.
CREATE TRIGGER application_is_judged_once BEFORE UPDATE OF state ON application
WHEN OLD.state = NEW.state OR OLD.state = 'accepted' OR (OLD.state <> 'open' AND NEW.state <> 'open')
BEGIN SELECT raise(ABORT, 'the application has been judged meanwhile'); END;
