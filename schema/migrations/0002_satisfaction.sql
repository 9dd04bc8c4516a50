-- Satisfaction: voices, their history, the counts that the measure is read from, and what guards against floods.
--
-- The counts are kept by triggers on `voice`, inside the transaction that changes a voice, whoever changes it: the
-- site, staff, the sample, complaints. So a read never scans voices, and nobody can change a voice and forget a count.

-- The history now also tells of things that it did not know; SQLite cannot change a CHECK in place. The kinds are
-- those of schema/tables.ts.
DROP TRIGGER change_is_kept;
DROP TRIGGER change_is_not_deleted;
ALTER TABLE change RENAME TO change_before;
DROP INDEX change_by_subject;
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (length(subject_kind) > 0),
  subject TEXT NOT NULL,
  import_run TEXT REFERENCES import_run (id),
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT;
INSERT INTO change SELECT * FROM change_before;
DROP TABLE change_before;
CREATE INDEX change_by_subject ON change (subject_kind, subject, id);
CREATE TRIGGER change_is_kept BEFORE UPDATE ON change
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- One row: what the measure depends on besides the voices. It has a revision of its own, because a rating must not
-- make everybody fetch the outlets again.
CREATE TABLE satisfaction (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  satisfied_from INTEGER NOT NULL DEFAULT 3 CHECK (satisfied_from IN (3, 4)),
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO satisfaction (id) VALUES (1);
CREATE TRIGGER satisfaction_revises AFTER UPDATE OF satisfied_from ON satisfaction
BEGIN UPDATE satisfaction SET revision = revision + 1; END;

-- Which communities there are, and in which subdistrict, is part of the measure, too.
CREATE TRIGGER community_insert_revises_measure AFTER INSERT ON community BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER community_update_revises_measure AFTER UPDATE ON community BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER community_delete_revises_measure AFTER DELETE ON community BEGIN UPDATE satisfaction SET revision = revision + 1; END;

-- A voice: the latest grade of one resident on one subject. `resident` is a keyed hash and tells nobody who it is.
-- `review` says whether staff must look at it (held), have let it through (cleared) or taken it out (dropped, with a
-- reason). `recent` is 1 while the voice is in the last 365 days. `day` is that of the grade in Asia/Shanghai.
-- `sample` voices are made up and have no history.
CREATE TABLE voice (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('outlet', 'circle')),
  subject TEXT NOT NULL,
  resident TEXT NOT NULL,
  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 5),
  tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
  comment TEXT CHECK (length(comment) BETWEEN 1 AND 300),
  comment_state TEXT NOT NULL DEFAULT 'none' CHECK (comment_state IN ('none', 'waiting', 'approved', 'refused')),
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  review TEXT NOT NULL DEFAULT 'none' CHECK (review IN ('none', 'held', 'cleared', 'dropped')),
  reason TEXT,
  community TEXT,
  subdistrict TEXT,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  recent INTEGER NOT NULL CHECK (recent IN (0, 1)),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  counted INTEGER NOT NULL GENERATED ALWAYS AS (withdrawn = 0 AND review IN ('none', 'cleared')) STORED,
  held INTEGER NOT NULL GENERATED ALWAYS AS (withdrawn = 0 AND review = 'held') STORED,
  month TEXT NOT NULL GENERATED ALWAYS AS (substr(day, 1, 7)) STORED,
  quarter TEXT NOT NULL GENERATED ALWAYS AS
    (substr(day, 1, 4) || 'Q' || ((CAST(substr(day, 6, 2) AS INTEGER) + 2) / 3)) STORED,
  UNIQUE (resident, kind, subject),
  CHECK ((comment IS NULL) = (comment_state = 'none')),
  CHECK (review NOT IN ('held', 'dropped') OR reason IS NOT NULL)
) STRICT;
CREATE INDEX voice_by_subject ON voice (kind, subject, at);
CREATE INDEX voice_by_day ON voice (day) WHERE recent = 1;
CREATE INDEX voice_with_comment ON voice (kind, subject, comment_state, day, id) WHERE comment IS NOT NULL;
CREATE INDEX voice_held ON voice (at) WHERE held = 1;
CREATE INDEX voice_comment_waiting ON voice (at) WHERE comment_state = 'waiting';

-- What became of every voice, in order. The words of a comment are not kept here: whoever changes or withdraws what
-- they said takes the words back, and only the grade and the tags remain.
CREATE TABLE voice_event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  voice TEXT NOT NULL,
  resident TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  day TEXT NOT NULL,
  grade INTEGER NOT NULL,
  tags TEXT NOT NULL,
  comment_state TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  review TEXT NOT NULL,
  reason TEXT
) STRICT;
CREATE INDEX voice_event_by_resident ON voice_event (resident, at);
CREATE INDEX voice_event_by_voice ON voice_event (voice, id);
CREATE TRIGGER voice_event_is_kept BEFORE UPDATE ON voice_event
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER voice_event_is_not_deleted BEFORE DELETE ON voice_event
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- Counted voices of a scope in a period by grade, the distinct residents among them, and the voices held back.
-- `scope` is city (with an empty id), subdistrict, community or outlet; `period` is 365d, a quarter or a month.
-- The communities of a city stand side by side, because they are read together. No CHECK keeps the counts from
-- falling below zero: SQLite checks the row of an upsert before it knows that it is one.
CREATE TABLE tally (
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  id TEXT NOT NULL,
  g1 INTEGER NOT NULL DEFAULT 0,
  g2 INTEGER NOT NULL DEFAULT 0,
  g3 INTEGER NOT NULL DEFAULT 0,
  g4 INTEGER NOT NULL DEFAULT 0,
  g5 INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  residents INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (scope, period, id)
) STRICT, WITHOUT ROWID;

-- How often recent voices on a subject name a tag, by grade.
CREATE TABLE tag_tally (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  tag TEXT NOT NULL,
  g1 INTEGER NOT NULL DEFAULT 0,
  g2 INTEGER NOT NULL DEFAULT 0,
  g3 INTEGER NOT NULL DEFAULT 0,
  g4 INTEGER NOT NULL DEFAULT 0,
  g5 INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, subject, tag)
) STRICT, WITHOUT ROWID;

-- `INSERT INTO tally_step` adds a voice to the counts (step 1) or takes it away (step -1). A resident counts once in
-- a scope and period: the voice brings them in, or takes them out, when no other counted voice of theirs is there.
-- That is asked of the resident's own voices only, which are few.
CREATE VIEW tally_step AS
SELECT 0 AS step, id, kind, subject, resident, grade, tags, community, subdistrict, recent, counted, held, month, quarter
FROM voice;
CREATE TRIGGER tally_step_taken INSTEAD OF INSERT ON tally_step
BEGIN
  INSERT INTO tally (scope, period, id, g1, g2, g3, g4, g5, held, residents)
  SELECT
    scope.scope,
    period.period,
    scope.id,
    NEW.step * (NEW.counted AND NEW.grade = 1),
    NEW.step * (NEW.counted AND NEW.grade = 2),
    NEW.step * (NEW.counted AND NEW.grade = 3),
    NEW.step * (NEW.counted AND NEW.grade = 4),
    NEW.step * (NEW.counted AND NEW.grade = 5),
    NEW.step * NEW.held,
    NEW.step * (NEW.counted AND NOT EXISTS (
      SELECT 1 FROM voice AS other
      WHERE other.resident = NEW.resident AND other.counted = 1 AND other.id <> NEW.id
        AND CASE scope.scope
          WHEN 'city' THEN 1
          WHEN 'subdistrict' THEN other.subdistrict = scope.id
          WHEN 'community' THEN other.community = scope.id
          ELSE other.kind = 'outlet' AND other.subject = scope.id
        END
        AND CASE period.period
          WHEN '365d' THEN other.recent
          ELSE period.period IN (other.month, other.quarter)
        END
    ))
  FROM (
    SELECT 'city' AS scope, '' AS id
    UNION ALL SELECT 'subdistrict', NEW.subdistrict WHERE NEW.subdistrict IS NOT NULL
    UNION ALL SELECT 'community', NEW.community WHERE NEW.community IS NOT NULL
    UNION ALL SELECT 'outlet', NEW.subject WHERE NEW.kind = 'outlet'
  ) AS scope, (
    SELECT '365d' AS period WHERE NEW.recent = 1
    UNION ALL SELECT NEW.quarter
    UNION ALL SELECT NEW.month
  ) AS period
  WHERE NEW.counted OR NEW.held
  ON CONFLICT (scope, period, id) DO UPDATE SET
    g1 = g1 + excluded.g1,
    g2 = g2 + excluded.g2,
    g3 = g3 + excluded.g3,
    g4 = g4 + excluded.g4,
    g5 = g5 + excluded.g5,
    held = tally.held + excluded.held,
    residents = residents + excluded.residents;

  INSERT INTO tag_tally (kind, subject, tag, g1, g2, g3, g4, g5)
  SELECT
    NEW.kind,
    NEW.subject,
    tag.value,
    NEW.step * (NEW.grade = 1),
    NEW.step * (NEW.grade = 2),
    NEW.step * (NEW.grade = 3),
    NEW.step * (NEW.grade = 4),
    NEW.step * (NEW.grade = 5)
  FROM json_each(NEW.tags) AS tag
  WHERE NEW.counted AND NEW.recent = 1
  ON CONFLICT (kind, subject, tag) DO UPDATE SET
    g1 = g1 + excluded.g1,
    g2 = g2 + excluded.g2,
    g3 = g3 + excluded.g3,
    g4 = g4 + excluded.g4,
    g5 = g5 + excluded.g5;
END;

CREATE TRIGGER voice_insert_counts AFTER INSERT ON voice
BEGIN
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (1, NEW.id, NEW.kind, NEW.subject, NEW.resident, NEW.grade, NEW.tags, NEW.community, NEW.subdistrict, NEW.recent, NEW.counted, NEW.held, NEW.month, NEW.quarter);
  UPDATE satisfaction SET revision = revision + 1;
END;
CREATE TRIGGER voice_update_counts AFTER UPDATE ON voice
BEGIN
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (-1, OLD.id, OLD.kind, OLD.subject, OLD.resident, OLD.grade, OLD.tags, OLD.community, OLD.subdistrict, OLD.recent, OLD.counted, OLD.held, OLD.month, OLD.quarter);
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (1, NEW.id, NEW.kind, NEW.subject, NEW.resident, NEW.grade, NEW.tags, NEW.community, NEW.subdistrict, NEW.recent, NEW.counted, NEW.held, NEW.month, NEW.quarter);
  UPDATE satisfaction SET revision = revision + 1;
END;
CREATE TRIGGER voice_delete_counts AFTER DELETE ON voice
BEGIN
  INSERT INTO tally_step (step, id, kind, subject, resident, grade, tags, community, subdistrict, recent, counted, held, month, quarter)
  VALUES (-1, OLD.id, OLD.kind, OLD.subject, OLD.resident, OLD.grade, OLD.tags, OLD.community, OLD.subdistrict, OLD.recent, OLD.counted, OLD.held, OLD.month, OLD.quarter);
  UPDATE satisfaction SET revision = revision + 1;
END;

-- Growing old (`recent`) and moving with its outlet are not acts on a voice and leave no history.
CREATE TRIGGER voice_insert_is_told AFTER INSERT ON voice WHEN NEW.sample = 0
BEGIN
  INSERT INTO voice_event (at, actor, voice, resident, kind, subject, day, grade, tags, comment_state, withdrawn, review, reason)
  VALUES (NEW.changed_at, NEW.changed_by, NEW.id, NEW.resident, NEW.kind, NEW.subject, NEW.day, NEW.grade, NEW.tags, NEW.comment_state, NEW.withdrawn, NEW.review, NEW.reason);
END;
CREATE TRIGGER voice_update_is_told AFTER UPDATE OF changed_at ON voice WHEN NEW.sample = 0
BEGIN
  INSERT INTO voice_event (at, actor, voice, resident, kind, subject, day, grade, tags, comment_state, withdrawn, review, reason)
  VALUES (NEW.changed_at, NEW.changed_by, NEW.id, NEW.resident, NEW.kind, NEW.subject, NEW.day, NEW.grade, NEW.tags, NEW.comment_state, NEW.withdrawn, NEW.review, NEW.reason);
END;

-- Voices belong to the community in which their outlet stands now.
CREATE TRIGGER outlet_takes_its_voices_along AFTER UPDATE OF circle ON outlet WHEN NEW.circle IS NOT OLD.circle
BEGIN
  UPDATE voice SET (community, subdistrict) = (NEW.circle, (SELECT subdistrict FROM community WHERE code = NEW.circle))
  WHERE kind = 'outlet' AND subject = NEW.id;
END;
CREATE TRIGGER community_takes_its_voices_along AFTER UPDATE OF subdistrict ON community WHEN NEW.subdistrict IS NOT OLD.subdistrict
BEGIN
  UPDATE voice SET subdistrict = NEW.subdistrict WHERE community = NEW.code;
END;
CREATE INDEX voice_by_community ON voice (community);
-- Only made-up outlets and the communities of another city are ever deleted; what was said of them goes with them.
CREATE TRIGGER outlet_delete_drops_voices AFTER DELETE ON outlet
BEGIN DELETE FROM voice WHERE kind = 'outlet' AND subject = OLD.id; END;
CREATE TRIGGER community_delete_drops_voices AFTER DELETE ON community
BEGIN DELETE FROM voice WHERE kind = 'circle' AND subject = OLD.code; END;

-- How many people live in a community, as staff have entered it.
CREATE TABLE population (
  community TEXT PRIMARY KEY REFERENCES community (code) ON DELETE CASCADE,
  residents INTEGER NOT NULL CHECK (residents > 0),
  source TEXT NOT NULL CHECK (length(source) > 0)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER population_insert_revises AFTER INSERT ON population BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER population_update_revises AFTER UPDATE ON population BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER population_delete_revises AFTER DELETE ON population BEGIN UPDATE satisfaction SET revision = revision + 1; END;

-- Surveys of a sample, shown beside the measure.
CREATE TABLE survey (
  id TEXT PRIMARY KEY,
  date TEXT NOT NULL,
  method TEXT NOT NULL CHECK (length(method) > 0),
  g1 INTEGER NOT NULL CHECK (g1 >= 0),
  g2 INTEGER NOT NULL CHECK (g2 >= 0),
  g3 INTEGER NOT NULL CHECK (g3 >= 0),
  g4 INTEGER NOT NULL CHECK (g4 >= 0),
  g5 INTEGER NOT NULL CHECK (g5 >= 0),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  CHECK (g1 + g2 + g3 + g4 + g5 > 0)
) STRICT;
CREATE TRIGGER survey_insert_revises AFTER INSERT ON survey BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER survey_update_revises AFTER UPDATE ON survey BEGIN UPDATE satisfaction SET revision = revision + 1; END;
CREATE TRIGGER survey_delete_revises AFTER DELETE ON survey BEGIN UPDATE satisfaction SET revision = revision + 1; END;

-- The answer to a request that may be sent again, and what the request was.
CREATE TABLE answered (
  resident TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  at TEXT NOT NULL,
  PRIMARY KEY (resident, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_by_age ON answered (at);

-- Tasks whose solution has been used, until they would have expired.
CREATE TABLE challenge_used (
  nonce TEXT PRIMARY KEY,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challenge_used_by_age ON challenge_used (until);

-- The key under which networks are hashed. When it is thrown away, every mark made by it goes, too.
CREATE TABLE network_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;
CREATE TABLE network_mark (
  network TEXT NOT NULL,
  voice TEXT NOT NULL REFERENCES voice (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  at TEXT NOT NULL,
  key INTEGER NOT NULL REFERENCES network_key (id) ON DELETE CASCADE,
  PRIMARY KEY (network, voice)
) STRICT, WITHOUT ROWID;
CREATE INDEX network_mark_by_subject ON network_mark (network, kind, subject, at);
CREATE INDEX network_mark_by_network ON network_mark (network, at);
CREATE INDEX network_mark_by_age ON network_mark (at);
CREATE INDEX network_mark_by_voice ON network_mark (voice);
CREATE INDEX network_mark_by_key ON network_mark (key);
