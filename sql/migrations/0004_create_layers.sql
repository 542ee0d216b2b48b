-- Chunks of layers in object storage: zstd frames, by the digest of the frame. A chunk is kept while a layer names it or a save under way
-- holds a lease on it; `deleting` keeps a save from counting on what the sweep is about to remove.
CREATE TABLE chunks (
  workspace_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('live', 'deleting')),
  stored_at INTEGER,
  lease_until INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, digest)
) STRICT;
CREATE INDEX chunks_by_lease ON chunks (lease_until);

-- Layers: what a build or a snapshot holds. manifest_key names the list of chunks and files in object storage.
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

-- Which layer names which chunks.
CREATE TABLE layer_chunks (
  layer_id TEXT NOT NULL REFERENCES layers (id) ON DELETE CASCADE,
  workspace_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (layer_id, digest),
  FOREIGN KEY (workspace_id, digest) REFERENCES chunks (workspace_id, digest)
) STRICT;
CREATE INDEX layer_chunks_by_digest ON layer_chunks (workspace_id, digest);

UPDATE schema_meta SET version = 4;
