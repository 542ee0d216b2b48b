-- The sweep asks of each layer whether a session begins with it.
CREATE INDEX sessions_by_base_layer ON sessions (base_layer_id);

UPDATE schema_meta SET version = 14;
