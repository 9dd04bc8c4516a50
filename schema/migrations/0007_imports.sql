-- Importing at the desk: in parts that may be sent again, never against merchants, and so that it can be taken back.

-- `by` is an account and `area` the code of its division; both are null for the command line, whose runs are the city
-- office's. `carries` are the fields that the file speaks of. While a run is taken back, `undo_to` is the row of the
-- history down to which that has come.
ALTER TABLE import_run ADD COLUMN by TEXT;
ALTER TABLE import_run ADD COLUMN area TEXT;
ALTER TABLE import_run ADD COLUMN source TEXT;
ALTER TABLE import_run ADD COLUMN carries TEXT CHECK (carries IS NULL OR json_valid(carries));
ALTER TABLE import_run ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import_run ADD COLUMN state TEXT NOT NULL DEFAULT 'done'
  CHECK (state IN ('open', 'done', 'cancelled', 'undoing', 'undone'));
ALTER TABLE import_run ADD COLUMN undo_to INTEGER;

-- The parts of a run that have been loaded, each with its answer, for when it is sent again.
CREATE TABLE import_part (
  run TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  part INTEGER NOT NULL,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  PRIMARY KEY (run, part)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER import_part_needs_an_open_run BEFORE INSERT ON import_part
WHEN (SELECT state FROM import_run WHERE id = NEW.run) IS NOT 'open'
BEGIN SELECT raise(ABORT, 'the import is over'); END;

-- What the source of an outlet said last, field by field: a file counts only where it says something else than before.
CREATE TABLE outlet_source (
  outlet TEXT PRIMARY KEY REFERENCES outlet (id) ON DELETE CASCADE,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT, WITHOUT ROWID;

-- What it had said before a run, null for nothing; for taking the run back.
CREATE TABLE import_memory (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  document TEXT CHECK (document IS NULL OR json_valid(document))
) STRICT;
CREATE INDEX import_memory_by_outlet ON import_memory (outlet, id);
CREATE INDEX import_memory_by_run ON import_memory (run);

-- What staff should know of a run: fields that both the file and somebody here had changed, of which ours was kept or
-- was overruled; and when it was taken back: fields changed since, outlets closed because something hangs on them, and
-- outlets that lie outside the area by now.
CREATE TABLE import_note (
  run TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
  outlet TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('kept', 'overruled', 'changed_since', 'closed', 'outside')),
  fields TEXT NOT NULL CHECK (json_valid(fields)),
  PRIMARY KEY (run, kind, outlet)
) STRICT, WITHOUT ROWID;

CREATE INDEX change_by_run ON change (import_run, id) WHERE import_run IS NOT NULL;
