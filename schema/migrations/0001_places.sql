-- Places: the city and its divisions, circles, outlets with their facts, the holiday calendar, and the history.
-- Every change of what the public sees raises city.revision; the triggers at the end see to it.

CREATE TABLE city (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  lng REAL NOT NULL,
  lat REAL NOT NULL,
  west REAL NOT NULL,
  south REAL NOT NULL,
  east REAL NOT NULL,
  north REAL NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE subdistrict (
  code TEXT PRIMARY KEY CHECK (length(code) = 9),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE community (
  code TEXT PRIMARY KEY CHECK (length(code) = 12),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  subdistrict TEXT NOT NULL REFERENCES subdistrict (code),
  urban INTEGER NOT NULL CHECK (urban IN (0, 1)),
  pilot INTEGER NOT NULL CHECK (pilot IN (0, 1))
) STRICT, WITHOUT ROWID;

-- One a community. The centre is the community's service centre, null until staff have placed it.
CREATE TABLE circle (
  community TEXT PRIMARY KEY REFERENCES community (code),
  lng REAL,
  lat REAL,
  centre_name TEXT,
  centre_address TEXT,
  CHECK ((lng IS NULL) = (lat IS NULL))
) STRICT, WITHOUT ROWID;

-- Facts are 1 (yes), 0 (no) or null (not known). confirmed_at and prices_at are dates in Asia/Shanghai.
CREATE TABLE outlet (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL CHECK (source IN ('sample', 'ledger', 'amap', 'osm', 'geojson')),
  source_id TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  type TEXT NOT NULL,
  address TEXT,
  lng REAL NOT NULL CHECK (lng BETWEEN -180 AND 180),
  lat REAL NOT NULL CHECK (lat BETWEEN -90 AND 90),
  circle TEXT REFERENCES community (code),
  hours TEXT,
  hours_text TEXT,
  phone TEXT,
  cash INTEGER CHECK (cash IN (0, 1)),
  bank_card INTEGER CHECK (bank_card IN (0, 1)),
  mobile_pay INTEGER CHECK (mobile_pay IN (0, 1)),
  step_free INTEGER CHECK (step_free IN (0, 1)),
  seat INTEGER CHECK (seat IN (0, 1)),
  hearing_aid INTEGER CHECK (hearing_aid IN (0, 1)),
  sight_aid INTEGER CHECK (sight_aid IN (0, 1)),
  elder_counter INTEGER CHECK (elder_counter IN (0, 1)),
  night_delivery INTEGER CHECK (night_delivery IN (0, 1)),
  instant_delivery INTEGER CHECK (instant_delivery IN (0, 1)),
  chain INTEGER CHECK (chain IN (0, 1)),
  credit TEXT CHECK (credit IN ('A', 'B', 'C', 'D')),
  honest INTEGER NOT NULL DEFAULT 0 CHECK (honest IN (0, 1)),
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paused', 'closed')),
  photo TEXT,
  prices_at TEXT,
  confirmed_at TEXT,
  confirmed_by TEXT CHECK (confirmed_by IN ('merchant', 'staff', 'residents')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX outlet_by_source ON outlet (source, source_id);
CREATE INDEX outlet_by_circle ON outlet (circle, type);

CREATE TABLE outlet_service (
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  service TEXT NOT NULL,
  PRIMARY KEY (outlet, service)
) STRICT, WITHOUT ROWID;

-- Where a mobile outlet stands, in the order of its round.
CREATE TABLE outlet_stop (
  id TEXT PRIMARY KEY,
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  lng REAL NOT NULL,
  lat REAL NOT NULL,
  hours TEXT,
  hours_text TEXT,
  UNIQUE (outlet, place)
) STRICT;

-- from_date and to_date are both days on which it is shut.
CREATE TABLE outlet_closure (
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL CHECK (to_date >= from_date),
  reason TEXT,
  PRIMARY KEY (outlet, from_date)
) STRICT, WITHOUT ROWID;

-- Published prices (价格公示) in fen; fen_to where the price is a range.
CREATE TABLE outlet_price (
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  item TEXT NOT NULL,
  fen INTEGER NOT NULL CHECK (fen >= 0),
  fen_to INTEGER CHECK (fen_to > fen),
  unit TEXT,
  PRIMARY KEY (outlet, place)
) STRICT, WITHOUT ROWID;

-- The State Council's list. A year without a row here is not published, and nothing may be concluded from it.
CREATE TABLE holiday_year (
  year INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE holiday (
  date TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One run of the importer. Runs that changed nothing leave no row.
CREATE TABLE import_run (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  refused INTEGER NOT NULL
) STRICT;

-- Who changed what, when, before and after (JSON). Nothing here is ever updated or deleted.
CREATE TABLE change (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('city', 'circle', 'outlet', 'calendar')),
  subject TEXT NOT NULL,
  import_run TEXT REFERENCES import_run (id),
  before TEXT CHECK (before IS NULL OR json_valid(before)),
  after TEXT CHECK (after IS NULL OR json_valid(after))
) STRICT;
CREATE INDEX change_by_subject ON change (subject_kind, subject, id);

CREATE TRIGGER change_is_kept BEFORE UPDATE ON change
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;
CREATE TRIGGER change_is_not_deleted BEFORE DELETE ON change
BEGIN SELECT raise(ABORT, 'the history is append-only'); END;

-- The revision: one trigger a table and act. SQLite has no other way to say "any change".
CREATE TRIGGER subdistrict_insert_revises AFTER INSERT ON subdistrict BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER subdistrict_update_revises AFTER UPDATE ON subdistrict BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER subdistrict_delete_revises AFTER DELETE ON subdistrict BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER community_insert_revises AFTER INSERT ON community BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER community_update_revises AFTER UPDATE ON community BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER community_delete_revises AFTER DELETE ON community BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER circle_insert_revises AFTER INSERT ON circle BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER circle_update_revises AFTER UPDATE ON circle BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER circle_delete_revises AFTER DELETE ON circle BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_insert_revises AFTER INSERT ON outlet BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_update_revises AFTER UPDATE ON outlet BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_delete_revises AFTER DELETE ON outlet BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_service_insert_revises AFTER INSERT ON outlet_service BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_service_update_revises AFTER UPDATE ON outlet_service BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_service_delete_revises AFTER DELETE ON outlet_service BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_stop_insert_revises AFTER INSERT ON outlet_stop BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_stop_update_revises AFTER UPDATE ON outlet_stop BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_stop_delete_revises AFTER DELETE ON outlet_stop BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_closure_insert_revises AFTER INSERT ON outlet_closure BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_closure_update_revises AFTER UPDATE ON outlet_closure BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_closure_delete_revises AFTER DELETE ON outlet_closure BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_price_insert_revises AFTER INSERT ON outlet_price BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_price_update_revises AFTER UPDATE ON outlet_price BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER outlet_price_delete_revises AFTER DELETE ON outlet_price BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER holiday_year_insert_revises AFTER INSERT ON holiday_year BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER holiday_year_update_revises AFTER UPDATE ON holiday_year BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER holiday_year_delete_revises AFTER DELETE ON holiday_year BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER holiday_insert_revises AFTER INSERT ON holiday BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER holiday_update_revises AFTER UPDATE ON holiday BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER holiday_delete_revises AFTER DELETE ON holiday BEGIN UPDATE city SET revision = revision + 1; END;
CREATE TRIGGER city_update_revises AFTER UPDATE OF code, name, name_en, sample, lng, lat, west, south, east, north ON city
BEGIN UPDATE city SET revision = revision + 1; END;
