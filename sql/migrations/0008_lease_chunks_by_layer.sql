-- Who holds on to a chunk that no layer need name yet: a save under way, by the id of the layer that it makes. Each save has leases of its
-- own, so none can end another's. When a layer goes, each of its chunks gets a lease that has run out: the sweep looks at what such leases
-- name, and at nothing else.
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

INSERT INTO chunk_leases (workspace_id, digest, layer_id, lease_until)
  SELECT workspace_id, digest, '', lease_until FROM chunks WHERE state = 'live' AND NOT EXISTS (
    SELECT 1 FROM layer_chunks WHERE layer_chunks.workspace_id = chunks.workspace_id AND layer_chunks.digest = chunks.digest);

DROP INDEX chunks_by_lease;
ALTER TABLE chunks RENAME COLUMN lease_until TO claimed_until;
CREATE INDEX chunks_being_deleted ON chunks (claimed_until) WHERE state = 'deleting';

UPDATE schema_meta SET version = 8;
