-- Snapshots: what a session's persisted paths held. A captured one has a layer, an uploaded one an object.
CREATE TABLE snapshots (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  label TEXT,
  trigger TEXT NOT NULL CHECK (trigger IN ('manual', 'stop', 'restart', 'period', 'upload')),
  state TEXT NOT NULL CHECK (state IN ('empty', 'saving', 'ready', 'failed')),
  state_reason TEXT,
  format TEXT CHECK (format IN ('burstflare.snapshot.v3', 'burstflare.snapshot.v2', 'opaque')),
  paths TEXT NOT NULL CHECK (json_valid(paths)),
  bytes INTEGER NOT NULL DEFAULT 0,
  digest TEXT,
  content_type TEXT,
  capture TEXT CHECK (json_valid(capture)),
  layer_id TEXT REFERENCES layers (id),
  object_key TEXT,
  created_by TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX snapshots_by_session ON snapshots (session_id, created_at, id);
CREATE INDEX snapshots_by_workspace ON snapshots (workspace_id, created_at, id);
CREATE INDEX snapshots_by_layer ON snapshots (layer_id);

-- Objects whose rows are gone: removed by the sweep, so that a crash between row and object leaves nothing behind.
CREATE TABLE objects_to_delete (
  bucket TEXT NOT NULL CHECK (bucket IN ('bundles', 'builds', 'snapshots')),
  key TEXT NOT NULL,
  PRIMARY KEY (bucket, key)
) STRICT;

UPDATE schema_meta SET version = 6;
