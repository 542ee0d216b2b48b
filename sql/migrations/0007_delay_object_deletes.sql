-- An object may be noted before it is stored, due when its writer must be done: who commits it removes the note, and one that a crash left
-- without a row goes when it is due.
ALTER TABLE objects_to_delete ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;

UPDATE schema_meta SET version = 7;
