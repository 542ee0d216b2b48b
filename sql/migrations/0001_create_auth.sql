-- Times are milliseconds since 1970, UTC. Ids are as in openapi/common/schemas.yaml. Secrets are stored only as SHA-256, in hex.

-- What the database says of itself: one row, rewritten by each migration.
CREATE TABLE schema_meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;

-- People.
CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Workspaces: what templates and sessions belong to.
CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

-- Who belongs to which workspace, and as what.
CREATE TABLE memberships (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'admin', 'owner')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
) STRICT;
CREATE INDEX memberships_by_user ON memberships (user_id, created_at);

-- Sign-ins: the family that access and refresh tokens descend from. Revoking one ends all its tokens.
CREATE TABLE auth_sessions (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  client TEXT NOT NULL CHECK (client IN ('browser', 'cli', 'api')),
  client_name TEXT NOT NULL,
  ip TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  revoked_at INTEGER,
  revoked_reason TEXT
) STRICT;
CREATE INDEX auth_sessions_by_user ON auth_sessions (user_id, created_at);
CREATE INDEX auth_sessions_by_expiry ON auth_sessions (expires_at);

-- Access and refresh tokens, by hash. A refresh token is used once; used_by tells the client that may repeat it.
CREATE TABLE tokens (
  hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
  auth_session_id TEXT NOT NULL REFERENCES auth_sessions (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  used_by TEXT
) STRICT;
CREATE INDEX tokens_by_auth_session ON tokens (auth_session_id);
CREATE INDEX tokens_by_expiry ON tokens (expires_at);

-- Devices that ask to be let in (RFC 8628). email_key names whose console shows the request.
CREATE TABLE device_requests (
  device_hash TEXT PRIMARY KEY,
  user_code TEXT NOT NULL UNIQUE,
  client_name TEXT NOT NULL,
  ip TEXT NOT NULL,
  email_key TEXT,
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'denied', 'redeemed')),
  user_id TEXT REFERENCES users (id) ON DELETE CASCADE,
  workspace_id TEXT REFERENCES workspaces (id) ON DELETE CASCADE,
  interval_seconds INTEGER NOT NULL,
  polled_at INTEGER,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX device_requests_by_email ON device_requests (email_key, state, created_at);
CREATE INDEX device_requests_by_expiry ON device_requests (expires_at);

-- Passkeys of people.
CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  credential_id TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  public_key BLOB NOT NULL,
  algorithm TEXT NOT NULL,
  transports TEXT NOT NULL CHECK (json_valid(transports)),
  sign_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (user_id, created_at);

-- Who did what. seq counts up without gaps in its workspace, so that a chain can be sealed over it.
CREATE TABLE audit_entries (
  workspace_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  event TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'read')),
  actor_id TEXT,
  auth_session_id TEXT,
  ip TEXT NOT NULL,
  request_id TEXT NOT NULL,
  target_id TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, seq)
) STRICT;
CREATE INDEX audit_entries_by_event ON audit_entries (workspace_id, event, seq);

-- Answers to requests that carried an Idempotency-Key, for a day.
CREATE TABLE idempotency_keys (
  key_hash TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  status INTEGER,
  reply TEXT,
  started_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);

INSERT INTO schema_meta (id, version) VALUES (1, 1);
