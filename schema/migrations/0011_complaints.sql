-- Complaints (product.md, "A complaint's way"): the chain of events, cases as they stand, what was written, and photos.

-- Everything that happens to any case, in one order. Each event holds the hash of the one before
-- (schema/rules/complaints/chain.ts): none can be altered, taken out or moved without every later one telling of it.
-- What is public of it is in `facts`, to the letter; private words are in it only as a salted hash.
CREATE TABLE complaint_event (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  complaint TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL CHECK (by IN ('complainant', 'staff', 'merchant', 'clock')),
  act TEXT NOT NULL,
  facts TEXT NOT NULL CHECK (json_valid(facts)),
  words TEXT CHECK (length(words) = 64),
  before TEXT NOT NULL CHECK (length(before) = 64),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE INDEX complaint_event_by_case ON complaint_event (complaint, seq);

-- Whoever has read an older head is told, and takes the new one.
CREATE TRIGGER complaint_event_goes_on BEFORE INSERT ON complaint_event
WHEN NEW.seq <> 1 + coalesce((SELECT max(seq) FROM complaint_event), 0)
  OR NEW.before <> coalesce((SELECT hash FROM complaint_event ORDER BY seq DESC LIMIT 1),
    '0000000000000000000000000000000000000000000000000000000000000000')
BEGIN SELECT raise(ABORT, 'the chain has gone on'); END;
CREATE TRIGGER complaint_event_is_kept BEFORE UPDATE ON complaint_event
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER complaint_event_is_not_deleted BEFORE DELETE ON complaint_event
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- A case as it stands. `seq` is that of its filing. Who filed it is known only by its voice, and the receipt only as a
-- keyed hash. From `stage` to `late` it is the state of schema/rules/complaints/way.ts; `next_*`, `reply_until` and
-- `clock_at` are when what is due, by the calendar of number `calendar`. No foreign keys: outlets and communities may go
-- with another city, and cases stay.
CREATE TABLE complaint (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  receipt TEXT NOT NULL UNIQUE,
  voice TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('outlet', 'circle')),
  subject TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  community TEXT,
  subdistrict TEXT,
  kind TEXT NOT NULL,
  place TEXT CHECK (length(place) BETWEEN 1 AND 60),
  merchant_may_see INTEGER NOT NULL CHECK (merchant_may_see IN (0, 1)),
  may_publish INTEGER NOT NULL CHECK (may_publish IN (0, 1)),
  filed_at TEXT NOT NULL,
  filed_on TEXT NOT NULL CHECK (filed_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  version INTEGER NOT NULL CHECK (version > 0),
  stage TEXT NOT NULL
    CHECK (stage IN ('filed', 'accepted', 'answered', 'resolved', 'reopened', 'closed', 'rejected', 'transferred')),
  level TEXT NOT NULL CHECK (level IN ('community', 'subdistrict', 'city')),
  began_at TEXT NOT NULL,
  complex_reason TEXT,
  accepted_at TEXT,
  answered_at TEXT,
  resolved_at TEXT,
  missed TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missed)),
  ended_at TEXT,
  abuse INTEGER NOT NULL DEFAULT 0 CHECK (abuse IN (0, 1)),
  outcome TEXT CHECK (outcome IN ('confirmed', 'no_reply')),
  reopened INTEGER NOT NULL DEFAULT 0,
  late INTEGER NOT NULL DEFAULT 0,
  unit TEXT,
  grade INTEGER CHECK (grade BETWEEN 1 AND 5),
  ended_reason TEXT,
  ended_to TEXT,
  merged_into TEXT,
  published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
  published_text INTEGER NOT NULL DEFAULT 0 CHECK (published_text IN (0, 1)),
  next_limit TEXT,
  next_until TEXT,
  reply_until TEXT,
  clock_at TEXT,
  calendar INTEGER NOT NULL,
  month TEXT NOT NULL GENERATED ALWAYS AS (substr(filed_on, 1, 7)) STORED,
  open INTEGER NOT NULL GENERATED ALWAYS AS (stage IN ('filed', 'accepted', 'answered', 'reopened')) STORED,
  -- the complainant has not graded it, and may still be able to: its voice is bound to it
  bound INTEGER NOT NULL GENERATED ALWAYS AS (stage IN ('filed', 'accepted', 'answered', 'reopened', 'resolved')) STORED,
  CHECK ((stage = 'closed') = (outcome IS NOT NULL)),
  CHECK ((grade IS NOT NULL) = (outcome IS 'confirmed')),
  CHECK (published = 1 OR published_text = 0),
  CHECK (may_publish = 1 OR published = 0)
) STRICT;
-- The public ledger, the latest first, by each of its filters. An index ends with the rowid, which is `seq`.
CREATE INDEX complaint_by_subject ON complaint (subject);
CREATE INDEX complaint_by_community ON complaint (community);
CREATE INDEX complaint_by_subdistrict ON complaint (subdistrict);
CREATE INDEX complaint_by_kind ON complaint (kind);
CREATE INDEX complaint_by_stage ON complaint (stage);
CREATE INDEX complaint_by_unit ON complaint (unit);
CREATE INDEX complaint_by_month ON complaint (month);
CREATE INDEX complaint_late ON complaint (seq) WHERE late > 0;
-- The desk: what is open, by deadline, in an area, at a level.
CREATE INDEX complaint_open ON complaint (next_until) WHERE open = 1;
CREATE INDEX complaint_open_by_level ON complaint (level, next_until) WHERE open = 1;
CREATE INDEX complaint_open_by_subdistrict ON complaint (subdistrict, next_until) WHERE open = 1;
CREATE INDEX complaint_open_by_subdistrict_level ON complaint (subdistrict, level, next_until) WHERE open = 1;
CREATE INDEX complaint_open_by_community ON complaint (community, next_until) WHERE open = 1;
CREATE INDEX complaint_open_by_community_level ON complaint (community, level, next_until) WHERE open = 1;
-- The clock, and what hangs together.
CREATE INDEX complaint_by_clock ON complaint (clock_at) WHERE clock_at IS NOT NULL;
CREATE INDEX complaint_by_calendar ON complaint (calendar) WHERE open = 1;
CREATE INDEX complaint_by_voice ON complaint (voice, filed_at);
CREATE INDEX complaint_merged ON complaint (merged_into) WHERE merged_into IS NOT NULL;

-- What people wrote, private unless it is published. `salt` goes into the hash that the event holds.
CREATE TABLE complaint_message (
  id TEXT PRIMARY KEY,
  complaint TEXT NOT NULL,
  seq INTEGER NOT NULL UNIQUE,
  at TEXT NOT NULL,
  by TEXT NOT NULL CHECK (by IN ('complainant', 'staff', 'merchant')),
  act TEXT NOT NULL,
  level TEXT CHECK (level IN ('community', 'subdistrict', 'city')),
  text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
  salt TEXT NOT NULL
) STRICT;
CREATE INDEX complaint_message_by_case ON complaint_message (complaint, act, seq);

-- Photos, each under the key of its object. A row goes first, then the object, and the act gives it its message: what
-- has none after an hour has never arrived, and is swept. Cases that are handled together share an object.
CREATE TABLE complaint_photo (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  complaint TEXT,
  message TEXT,
  place INTEGER NOT NULL,
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  at TEXT NOT NULL,
  published INTEGER NOT NULL DEFAULT 0 CHECK (published IN (0, 1)),
  gone_at TEXT,
  CHECK ((complaint IS NULL) = (message IS NULL)),
  CHECK (message IS NULL OR gone_at IS NULL),
  CHECK (published = 0 OR message IS NOT NULL)
) STRICT;
CREATE INDEX complaint_photo_by_case ON complaint_photo (complaint) WHERE complaint IS NOT NULL;
CREATE INDEX complaint_photo_by_message ON complaint_photo (message, place) WHERE message IS NOT NULL;
CREATE INDEX complaint_photo_by_key ON complaint_photo (key);
CREATE INDEX complaint_photo_arriving ON complaint_photo (at) WHERE message IS NULL;

-- How many limits were kept or ran out, by who had the case, and how many of them were kept in time.
CREATE TABLE complaint_tally (
  unit TEXT NOT NULL,
  month TEXT NOT NULL,
  limit_code TEXT NOT NULL CHECK (limit_code IN ('accept', 'answer', 'resolve')),
  on_time INTEGER NOT NULL DEFAULT 0,
  n INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (unit, month, limit_code)
) STRICT, WITHOUT ROWID;

-- How often a network has filed, or has named a receipt that there is not. Nothing here says which case it was.
CREATE TABLE complaint_attempt (
  id INTEGER PRIMARY KEY,
  act TEXT NOT NULL CHECK (act IN ('filed', 'wrong')),
  network TEXT NOT NULL,
  key INTEGER NOT NULL REFERENCES network_key (id) ON DELETE CASCADE,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX complaint_attempt_by_network ON complaint_attempt (network, act, at);
CREATE INDEX complaint_attempt_by_age ON complaint_attempt (at);
CREATE INDEX complaint_attempt_by_key ON complaint_attempt (key);

-- One row: the revision of what everybody sees of complaints, and the number of the calendar by which deadlines run.
CREATE TABLE complaint_ledger (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL DEFAULT 1,
  calendar INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO complaint_ledger (id) VALUES (1);
CREATE TRIGGER complaint_insert_revises AFTER INSERT ON complaint BEGIN UPDATE complaint_ledger SET revision = revision + 1; END;
CREATE TRIGGER complaint_update_revises AFTER UPDATE ON complaint BEGIN UPDATE complaint_ledger SET revision = revision + 1; END;
CREATE TRIGGER complaint_delete_revises AFTER DELETE ON complaint BEGIN UPDATE complaint_ledger SET revision = revision + 1; END;
CREATE TRIGGER complaint_city_revises AFTER UPDATE OF sample ON city BEGIN UPDATE complaint_ledger SET revision = revision + 1; END;
CREATE TRIGGER complaint_community_revises AFTER UPDATE OF name ON community BEGIN UPDATE complaint_ledger SET revision = revision + 1; END;
CREATE TRIGGER holiday_year_insert_moves_limits AFTER INSERT ON holiday_year BEGIN UPDATE complaint_ledger SET revision = revision + 1, calendar = calendar + 1; END;
CREATE TRIGGER holiday_year_delete_moves_limits AFTER DELETE ON holiday_year BEGIN UPDATE complaint_ledger SET revision = revision + 1, calendar = calendar + 1; END;
CREATE TRIGGER holiday_insert_moves_limits AFTER INSERT ON holiday BEGIN UPDATE complaint_ledger SET revision = revision + 1, calendar = calendar + 1; END;
CREATE TRIGGER holiday_update_moves_limits AFTER UPDATE ON holiday BEGIN UPDATE complaint_ledger SET revision = revision + 1, calendar = calendar + 1; END;
CREATE TRIGGER holiday_delete_moves_limits AFTER DELETE ON holiday BEGIN UPDATE complaint_ledger SET revision = revision + 1, calendar = calendar + 1; END;

CREATE TRIGGER community_takes_its_complaints_along AFTER UPDATE OF subdistrict ON community WHEN NEW.subdistrict IS NOT OLD.subdistrict
BEGIN UPDATE complaint SET subdistrict = NEW.subdistrict WHERE community = NEW.code; END;

-- How many complaints a voice is bound to. Until they are graded, the resident cannot say something else on the subject.
ALTER TABLE voice ADD COLUMN bound INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER complaint_insert_binds AFTER INSERT ON complaint WHEN NEW.bound = 1
BEGIN UPDATE voice SET bound = bound + 1 WHERE id = NEW.voice; END;
CREATE TRIGGER complaint_update_binds AFTER UPDATE OF stage ON complaint WHEN NEW.bound <> OLD.bound
BEGIN UPDATE voice SET bound = bound + NEW.bound - OLD.bound WHERE id = NEW.voice; END;
CREATE TRIGGER voice_waits_for_its_complaint BEFORE UPDATE OF changed_at ON voice
WHEN OLD.bound > 0 AND NEW.changed_by = 'resident'
BEGIN SELECT raise(ABORT, 'a complaint on it is open'); END;
