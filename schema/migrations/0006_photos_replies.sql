-- Photos of outlets, and what merchants reply to comments.

-- The importer could write an address here; from now on it is the key of a photo.
UPDATE outlet SET photo = NULL WHERE photo IS NOT NULL;
-- What the photo that shows is a photo of, for who does not see it.
ALTER TABLE outlet ADD COLUMN photo_text TEXT CHECK (length(photo_text) BETWEEN 1 AND 100);

-- Photos, each under the key of its object in the bucket. R2 and the database know no common transaction, so a row goes
-- first (arriving), then the object, and only then it waits: an object without a row cannot be. `former` is the photo
-- that one took the place of when it was approved, so that approving can be undone. `ended_at` is when it was refused,
-- taken back, removed or replaced; some time later the object goes, `gone_at`, and once that is done it is `swept`.
-- An outlet may go (only made-up ones do) and its photos stay here until their objects are gone: no foreign key.
CREATE TABLE photo (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  outlet TEXT NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  text TEXT CHECK (length(text) BETWEEN 1 AND 100),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'arriving'
    CHECK (state IN ('arriving', 'waiting', 'approved', 'refused', 'withdrawn', 'replaced')),
  former TEXT,
  reason TEXT,
  judged_by TEXT,
  judged_at TEXT,
  ended_at TEXT,
  gone_at TEXT,
  swept INTEGER NOT NULL DEFAULT 0 CHECK (swept IN (0, 1)),
  CHECK ((state IN ('refused', 'withdrawn', 'replaced')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'refused') = (reason IS NOT NULL)),
  CHECK (state NOT IN ('waiting', 'approved') OR gone_at IS NULL),
  CHECK (swept = 0 OR gone_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX photo_waiting ON photo (outlet) WHERE state = 'waiting';
CREATE UNIQUE INDEX photo_shown ON photo (outlet) WHERE state = 'approved';
CREATE INDEX photo_by_outlet ON photo (outlet, at);
CREATE INDEX photo_by_state ON photo (state, at);
CREATE INDEX photo_to_sweep ON photo (ended_at) WHERE swept = 0 AND ended_at IS NOT NULL;
CREATE INDEX photo_sweeping ON photo (gone_at) WHERE swept = 0 AND gone_at IS NOT NULL;

-- What everybody sees: the key of the photo that is approved, whoever changes which one that is.
CREATE TRIGGER photo_shows AFTER UPDATE OF state ON photo WHEN 'approved' IN (OLD.state, NEW.state)
BEGIN
  UPDATE outlet SET photo = (SELECT key FROM photo WHERE outlet = NEW.outlet AND state = 'approved')
  WHERE id = NEW.outlet;
END;
-- A text belongs to its photo, and comes back with it.
CREATE TRIGGER photo_keeps_its_text AFTER UPDATE OF photo_text ON outlet WHEN NEW.photo_text IS NOT OLD.photo_text
BEGIN UPDATE photo SET text = NEW.photo_text WHERE outlet = NEW.id AND state = 'approved'; END;
CREATE TRIGGER outlet_delete_ends_photos AFTER DELETE ON outlet
BEGIN
  UPDATE photo SET state = 'withdrawn', ended_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  WHERE outlet = OLD.id AND state IN ('waiting', 'approved');
END;

-- What a merchant replies to a comment, one row a version: one waits and one shows at most. `former` is the version
-- that one took the place of when it was approved.
CREATE TABLE reply (
  id TEXT PRIMARY KEY,
  voice TEXT NOT NULL REFERENCES voice (id) ON DELETE CASCADE,
  text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 300),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'refused', 'replaced')),
  former TEXT,
  reason TEXT,
  judged_by TEXT,
  judged_at TEXT,
  CHECK ((state = 'waiting') = (judged_at IS NULL)),
  CHECK ((state = 'refused') = (reason IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX reply_waiting ON reply (voice) WHERE state = 'waiting';
CREATE UNIQUE INDEX reply_shown ON reply (voice) WHERE state = 'approved';
CREATE INDEX reply_by_voice ON reply (voice);
CREATE INDEX reply_by_state ON reply (state, at);

-- Replies stand under comments, and go with them: whoever takes words back leaves nothing behind that answers them.
-- While a comment is only not shown (held back, or waiting again) its reply is not shown either, and stays. That there was a reply stays in the history, its words do not.
CREATE TRIGGER voice_change_erases_replies AFTER UPDATE ON voice
WHEN OLD.comment IS NOT NULL AND (
  NEW.withdrawn = 1 OR NEW.comment_state = 'refused' OR NEW.comment IS NOT OLD.comment
  OR NEW.grade <> OLD.grade OR NEW.tags <> OLD.tags)
BEGIN DELETE FROM reply WHERE voice = NEW.id; END;

CREATE TRIGGER reply_update_revises AFTER UPDATE OF state ON reply WHEN 'approved' IN (OLD.state, NEW.state)
BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER reply_delete_revises AFTER DELETE ON reply WHEN OLD.state = 'approved'
BEGIN UPDATE satisfaction SET revision = revision + 1; END;
