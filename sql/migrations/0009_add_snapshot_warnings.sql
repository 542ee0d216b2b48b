-- What a snapshot does not hold as it stood: {items, counts} of the contract; null where nothing was captured, or before this was noted.
ALTER TABLE snapshots ADD COLUMN warnings TEXT CHECK (json_valid(warnings));

UPDATE schema_meta SET version = 9;
