-- What residents say is wrong with listings. Who said it is a keyed hash, kept for a day to tell floods, then forgotten.
CREATE TABLE report (
  id TEXT PRIMARY KEY,
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  fact TEXT NOT NULL,
  right TEXT NOT NULL,
  resident TEXT,
  at TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'mended', 'refused')),
  reason TEXT,
  judged_by TEXT,
  judged_at TEXT,
  CHECK ((state = 'open') = (judged_at IS NULL)),
  CHECK ((state = 'refused') = (reason IS NOT NULL))
) STRICT;
CREATE INDEX report_by_outlet ON report (outlet, at);
CREATE INDEX report_open ON report (at) WHERE state = 'open';
CREATE INDEX report_by_resident ON report (resident, at) WHERE resident IS NOT NULL;
