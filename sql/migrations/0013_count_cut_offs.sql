-- Attempts of a build that the platform cut off: they count by themselves, and not among its attempts.
ALTER TABLE builds ADD COLUMN cut_offs INTEGER NOT NULL DEFAULT 0;
UPDATE schema_meta SET version = 13;
