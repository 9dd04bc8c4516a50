-- How listings are kept: what merchants propose and staff check, and edits that start from a known state.

ALTER TABLE outlet ADD COLUMN disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1));

-- A change of a checked field that waits for staff, or what became of it. One of each field waits at a time.
-- `before` is the value that was replaced when it was approved, so that approving can be undone.
CREATE TABLE proposal (
  id TEXT PRIMARY KEY,
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field IN ('name', 'type', 'address', 'chain')),
  value TEXT NOT NULL CHECK (json_valid(value)),
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  by TEXT NOT NULL REFERENCES account (id),
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')),
  reason TEXT,
  judged_by TEXT,
  judged_at TEXT,
  CHECK ((state IN ('approved', 'refused')) = (judged_at IS NOT NULL)),
  CHECK (state <> 'refused' OR reason IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX proposal_waiting ON proposal (outlet, field) WHERE state = 'waiting';
CREATE INDEX proposal_by_outlet ON proposal (outlet, at);
CREATE INDEX proposal_by_state ON proposal (state, at);

-- `INSERT INTO outlet_edit` fails a batch whose edit starts from a state that the outlet is no longer in.
CREATE VIEW outlet_edit AS SELECT id AS outlet, updated_at AS version FROM outlet;
CREATE TRIGGER outlet_edit_begins INSTEAD OF INSERT ON outlet_edit
WHEN NEW.version IS NOT (SELECT updated_at FROM outlet WHERE id = NEW.outlet)
BEGIN SELECT raise(ABORT, 'the outlet has changed meanwhile'); END;
