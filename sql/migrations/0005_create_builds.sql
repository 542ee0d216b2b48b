-- Builds: the making of a version. This row is the truth; whoever holds the lease runs it, and a heartbeat shows that they live.
CREATE TABLE builds (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  template_id TEXT NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
  template_version_id TEXT NOT NULL REFERENCES template_versions (id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('queued', 'building', 'succeeded', 'failed', 'retrying', 'dead_lettered')),
  attempts INTEGER NOT NULL DEFAULT 0,
  phase TEXT CHECK (phase IN ('machine', 'unpack', 'setup', 'save', 'store')),
  dispatch_mode TEXT NOT NULL CHECK (dispatch_mode IN ('workflow', 'queue', 'direct')),
  execution_source TEXT CHECK (execution_source IN ('workflow', 'queue', 'direct', 'reconcile')),
  workflow_name TEXT,
  workflow_instance_id TEXT,
  workflow_status TEXT,
  lease_id TEXT,
  input_key TEXT NOT NULL,
  reused_from_build_id TEXT,
  layer_id TEXT REFERENCES layers (id),
  artifact TEXT CHECK (json_valid(artifact)),
  last_error TEXT,
  last_failure_at INTEGER,
  dead_lettered_at INTEGER,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  heartbeat_at INTEGER
) STRICT;
CREATE INDEX builds_by_workspace ON builds (workspace_id, created_at, id);
CREATE INDEX builds_by_template ON builds (template_id, created_at);
CREATE INDEX builds_by_version ON builds (template_version_id);
CREATE INDEX builds_by_status ON builds (status, due_at);
CREATE INDEX builds_by_input ON builds (workspace_id, input_key, status);
CREATE INDEX builds_by_layer ON builds (layer_id);

-- Leave to upload one thing once, by hash.
CREATE TABLE upload_grants (
  hash TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('bundle', 'snapshot')),
  parent_id TEXT NOT NULL,
  target_id TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  auth_session_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX upload_grants_by_expiry ON upload_grants (expires_at);

UPDATE schema_meta SET version = 5;
