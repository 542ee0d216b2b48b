-- Templates: what sessions are made from. version_count numbers the versions.
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

-- Versions: a manifest each, never changed once made. bundle_key names the bundle in object storage; versions with the same bundle share it.
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
CREATE INDEX template_versions_by_template ON template_versions (template_id, created_at, id);
CREATE INDEX template_versions_by_bundle ON template_versions (workspace_id, bundle_digest);

-- Releases: that a version became active. binding is what sessions were bound to, as it was then.
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
CREATE INDEX releases_by_workspace ON releases (workspace_id, created_at, id);
CREATE INDEX releases_by_template ON releases (template_id, created_at, id);

UPDATE schema_meta SET version = 2;
