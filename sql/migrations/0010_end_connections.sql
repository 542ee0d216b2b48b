-- Whether the host was asked to end the connections of a revoked sign-in. Those that were revoked before have none.
ALTER TABLE auth_sessions ADD COLUMN disconnected_at INTEGER;
UPDATE auth_sessions SET disconnected_at = revoked_at WHERE revoked_at IS NOT NULL;
CREATE INDEX auth_sessions_to_disconnect ON auth_sessions (revoked_at) WHERE revoked_at IS NOT NULL AND disconnected_at IS NULL;
