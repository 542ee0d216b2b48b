-- A build that no attempt can save is given up as `dead_lettered`; nothing ever wrote `failed`. SQLite
-- changes no CHECK in place, so the table is made anew; no other table refers to it.
-- Builds: the making of a version. This row is the truth; whoever holds the lease runs it, and a heartbeat shows that they live.
CREATE TABLE builds_without_failed (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  template_id TEXT NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
  template_version_id TEXT NOT NULL REFERENCES template_versions (id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('queued', 'building', 'succeeded', 'retrying', 'dead_lettered')),
  attempts INTEGER NOT NULL DEFAULT 0,
  cut_offs INTEGER NOT NULL DEFAULT 0,
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
INSERT INTO builds_without_failed (id, workspace_id, template_id, template_version_id, status, attempts, cut_offs, phase, dispatch_mode,
  execution_source, workflow_name, workflow_instance_id, workflow_status, lease_id, input_key, reused_from_build_id, layer_id, artifact,
  last_error, last_failure_at, dead_lettered_at, created_at, due_at, started_at, finished_at, heartbeat_at)
SELECT id, workspace_id, template_id, template_version_id, iif(status = 'failed', 'dead_lettered', status), attempts, cut_offs, phase, dispatch_mode,
  execution_source, workflow_name, workflow_instance_id, workflow_status, lease_id, input_key, reused_from_build_id, layer_id, artifact,
  last_error, last_failure_at, iif(status = 'failed', coalesce(dead_lettered_at, finished_at, last_failure_at, created_at), dead_lettered_at),
  created_at, due_at, started_at, finished_at, heartbeat_at FROM builds;
DROP TABLE builds;
ALTER TABLE builds_without_failed RENAME TO builds;
CREATE INDEX builds_by_workspace ON builds (workspace_id, created_at, id);
CREATE INDEX builds_by_template ON builds (template_id, created_at);
CREATE INDEX builds_by_version ON builds (template_version_id);
CREATE INDEX builds_by_status ON builds (status, due_at);
CREATE INDEX builds_by_input ON builds (workspace_id, input_key, status);
CREATE INDEX builds_by_layer ON builds (layer_id);
UPDATE schema_meta SET version = 15;
