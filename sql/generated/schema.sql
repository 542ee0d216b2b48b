-- Generated from sql/migrations by `npm run generate`. Do not edit: change the source and run it again.

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
, disconnected_at INTEGER) STRICT;

CREATE INDEX auth_sessions_by_expiry ON auth_sessions (expires_at);

CREATE INDEX auth_sessions_by_user ON auth_sessions (user_id, created_at);

CREATE INDEX auth_sessions_to_disconnect ON auth_sessions (revoked_at) WHERE revoked_at IS NOT NULL AND disconnected_at IS NULL;

CREATE TABLE "builds" (
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

CREATE INDEX builds_by_input ON builds (workspace_id, input_key, status);

CREATE INDEX builds_by_layer ON builds (layer_id);

CREATE INDEX builds_by_status ON builds (status, due_at);

CREATE INDEX builds_by_template ON builds (template_id, created_at);

CREATE INDEX builds_by_version ON builds (template_version_id);

CREATE INDEX builds_by_workspace ON builds (workspace_id, created_at, id);

CREATE TABLE chunk_leases (
  workspace_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  layer_id TEXT NOT NULL,
  lease_until INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, digest, layer_id),
  FOREIGN KEY (workspace_id, digest) REFERENCES chunks (workspace_id, digest) ON DELETE CASCADE
) STRICT;

CREATE INDEX chunk_leases_by_end ON chunk_leases (lease_until);

CREATE INDEX chunk_leases_by_layer ON chunk_leases (layer_id);

CREATE TABLE chunks (
  workspace_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('live', 'deleting')),
  stored_at INTEGER,
  claimed_until INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, digest)
) STRICT;

CREATE INDEX chunks_being_deleted ON chunks (claimed_until) WHERE state = 'deleting';

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

CREATE TABLE layer_chunks (
  layer_id TEXT NOT NULL REFERENCES layers (id) ON DELETE CASCADE,
  workspace_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (layer_id, digest),
  FOREIGN KEY (workspace_id, digest) REFERENCES chunks (workspace_id, digest)
) STRICT;

CREATE INDEX layer_chunks_by_digest ON layer_chunks (workspace_id, digest);

CREATE TABLE layers (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  manifest_key TEXT NOT NULL,
  tar_digest TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  raw_bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX layers_by_age ON layers (created_at);

CREATE TABLE memberships (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'member', 'admin', 'owner')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, user_id)
) STRICT;

CREATE INDEX memberships_by_user ON memberships (user_id, created_at);

CREATE TABLE objects_to_delete (
  bucket TEXT NOT NULL CHECK (bucket IN ('bundles', 'builds', 'snapshots')),
  key TEXT NOT NULL, due_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (bucket, key)
) STRICT;

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

CREATE TABLE preview_tickets (
  hash TEXT PRIMARY KEY,
  session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  port INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  auth_session_id TEXT NOT NULL REFERENCES auth_sessions (id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX preview_tickets_by_expiry ON preview_tickets (expires_at);

CREATE INDEX preview_tickets_by_session ON preview_tickets (session_id);

CREATE TABLE releases (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  template_id TEXT NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
  template_version_id TEXT NOT NULL REFERENCES template_versions (id) ON DELETE CASCADE,
  mode TEXT NOT NULL CHECK (mode IN ('promote', 'rollback')),
  source_release_id TEXT,
  binding TEXT NOT NULL CHECK (json_valid(binding)),
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX releases_by_template ON releases (template_id, created_at, id);

CREATE INDEX releases_by_workspace ON releases (workspace_id, created_at, id);

CREATE TABLE schema_meta (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;

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

CREATE INDEX sessions_by_base_layer ON sessions (base_layer_id);

CREATE INDEX sessions_by_state ON sessions (state, updated_at);

CREATE INDEX sessions_by_template ON sessions (template_id, state);

CREATE INDEX sessions_by_workspace ON sessions (workspace_id, created_at, id);

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
, warnings TEXT CHECK (json_valid(warnings))) STRICT;

CREATE INDEX snapshots_by_layer ON snapshots (layer_id);

CREATE INDEX snapshots_by_session ON snapshots (session_id, created_at, id);

CREATE INDEX snapshots_by_workspace ON snapshots (workspace_id, created_at, id);

CREATE INDEX snapshots_under_way ON snapshots (session_id) WHERE state = 'saving';

CREATE TABLE template_versions (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  template_id TEXT NOT NULL REFERENCES templates (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('uploading', 'building', 'ready', 'failed')),
  state_reason TEXT,
  source TEXT NOT NULL CHECK (source IN ('bundle', 'git', 'manifest')),
  bundle_digest TEXT,
  bundle_bytes INTEGER,
  bundle_key TEXT,
  bundle_uploaded_at INTEGER,
  build_id TEXT,
  manifest TEXT NOT NULL CHECK (json_valid(manifest)),
  notes TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (template_id, number)
) STRICT;

CREATE INDEX template_versions_by_bundle ON template_versions (workspace_id, bundle_digest);

CREATE INDEX template_versions_by_template ON template_versions (template_id, created_at, id);

CREATE TABLE templates (
  id TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'archived')),
  version_count INTEGER NOT NULL DEFAULT 0,
  active_release_id TEXT,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  archived_at INTEGER,
  UNIQUE (workspace_id, name_key)
) STRICT;

CREATE INDEX templates_by_workspace ON templates (workspace_id, created_at, id);

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

CREATE TABLE users (
  id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
