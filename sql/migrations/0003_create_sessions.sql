-- Sessions, as lists show them. spec is the manifest that the session was made from, base_layer_id the layer of its build. The coordinator of each session owns the truth and
-- projects it here as view; a projection with a lower version than the row's is refused.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  template_id TEXT NOT NULL,
  template_version_id TEXT NOT NULL,
  release_id TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('created', 'starting', 'running', 'stopping', 'sleeping', 'failed', 'deleted')),
  version INTEGER NOT NULL,
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  view TEXT NOT NULL CHECK (json_valid(view)),
  base_layer_id TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER
) STRICT;
CREATE INDEX sessions_by_workspace ON sessions (workspace_id, created_at, id);
CREATE INDEX sessions_by_template ON sessions (template_id, state);
CREATE INDEX sessions_by_state ON sessions (state, updated_at);

-- One-time tickets that sign a browser in to a preview, by hash.
CREATE TABLE preview_tickets (
  hash TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  port INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  auth_session_id TEXT NOT NULL REFERENCES auth_sessions (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX preview_tickets_by_session ON preview_tickets (session_id);
CREATE INDEX preview_tickets_by_expiry ON preview_tickets (expires_at);

UPDATE schema_meta SET version = 3;
