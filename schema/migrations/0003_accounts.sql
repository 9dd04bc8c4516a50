-- Accounts of merchants and staff: a handle, a role, an area, outlets; nothing that tells who a person is.

-- `password` and `totp` are null until they are set. `totp_step` is the last step whose code was used (RFC 6238, 5.2).
-- `area` is the code of a division and is checked with the role; merchants have `holding` instead.
CREATE TABLE account (
  id TEXT PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('merchant', 'community', 'subdistrict', 'city', 'auditor')),
  area TEXT,
  password TEXT,
  totp TEXT,
  totp_step INTEGER,
  suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  created_at TEXT NOT NULL,
  CHECK (CASE role
    WHEN 'merchant' THEN area IS NULL
    WHEN 'community' THEN length(area) = 12
    WHEN 'subdistrict' THEN length(area) = 9
    ELSE length(area) = 6
  END)
) STRICT;

-- An outlet belongs to one account at most. While it is disputed, reviewed fields cannot be proposed.
CREATE TABLE holding (
  outlet TEXT PRIMARY KEY REFERENCES outlet (id) ON DELETE CASCADE,
  account TEXT NOT NULL REFERENCES account (id),
  since TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX holding_by_account ON holding (account);

-- `token` is a keyed hash. `stage` says how far signing in has come.
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  stage TEXT NOT NULL CHECK (stage IN ('second', 'enrol', 'full')),
  device TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_age ON session (until);

CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  label TEXT NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT
) STRICT;
CREATE INDEX passkey_by_account ON passkey (account);

-- Challenges given to browsers, each good for one answer. `account` is null for signing in.
CREATE TABLE passkey_challenge (
  challenge TEXT PRIMARY KEY,
  account TEXT REFERENCES account (id) ON DELETE CASCADE,
  until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_challenge_by_age ON passkey_challenge (until);

-- One-time codes, kept only as a hash: for a new account, for outlets, or for a new password.
CREATE TABLE invitation (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('account', 'outlets', 'reset')),
  role TEXT NOT NULL,
  area TEXT,
  account TEXT REFERENCES account (id) ON DELETE CASCADE,
  by TEXT REFERENCES account (id),
  created_at TEXT NOT NULL,
  until TEXT NOT NULL,
  used_at TEXT,
  used_by TEXT REFERENCES account (id),
  revoked_at TEXT,
  CHECK ((kind = 'reset') = (account IS NOT NULL)),
  CHECK (used_at IS NULL OR revoked_at IS NULL)
) STRICT;
CREATE TRIGGER invitation_is_used_once BEFORE UPDATE ON invitation WHEN OLD.used_at IS NOT NULL OR OLD.revoked_at IS NOT NULL
BEGIN SELECT raise(ABORT, 'the invitation is over'); END;
CREATE TABLE invitation_outlet (
  invitation TEXT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
  outlet TEXT NOT NULL REFERENCES outlet (id) ON DELETE CASCADE,
  PRIMARY KEY (invitation, outlet)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_by_outlet ON invitation_outlet (outlet);

-- Guesses that failed, by what was guessed at (a keyed hash, whether it exists or not) and from which network.
CREATE TABLE failed_guess (
  id INTEGER PRIMARY KEY,
  target TEXT NOT NULL,
  network TEXT NOT NULL,
  key INTEGER NOT NULL REFERENCES network_key (id) ON DELETE CASCADE,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX failed_guess_by_target ON failed_guess (target, at);
CREATE INDEX failed_guess_by_network ON failed_guess (network, at);
CREATE INDEX failed_guess_by_age ON failed_guess (at);
CREATE INDEX failed_guess_by_key ON failed_guess (key);

-- The history is searched by who and when, too.
CREATE INDEX change_by_actor ON change (actor, id);
CREATE INDEX change_by_time ON change (at);
