-- Complaints that came by Open311 (worker/open311), which costs no proof of work: they are counted apart, for limits of
-- their own. SQLite cannot change a CHECK in place. What is counted is forgotten within a day.
ALTER TABLE complaint_attempt RENAME TO complaint_attempt_before;
DROP INDEX complaint_attempt_by_network;
DROP INDEX complaint_attempt_by_age;
DROP INDEX complaint_attempt_by_key;
CREATE TABLE complaint_attempt (
  id INTEGER PRIMARY KEY,
  act TEXT NOT NULL CHECK (act IN ('filed', 'wrong', 'open311')),
  network TEXT NOT NULL,
  key INTEGER NOT NULL REFERENCES network_key (id) ON DELETE CASCADE,
  at TEXT NOT NULL
) STRICT;
INSERT INTO complaint_attempt SELECT * FROM complaint_attempt_before;
DROP TABLE complaint_attempt_before;
CREATE INDEX complaint_attempt_by_network ON complaint_attempt (network, act, at);
CREATE INDEX complaint_attempt_by_age ON complaint_attempt (at);
CREATE INDEX complaint_attempt_by_key ON complaint_attempt (key);

-- Requests are asked for by the days on which they were filed. An index ends with the rowid, which is `seq`.
CREATE INDEX complaint_by_day ON complaint (filed_on);
