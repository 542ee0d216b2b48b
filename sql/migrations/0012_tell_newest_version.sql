-- Health reports this number as that of the newest migration; 0010 and 0011 left it as it was.
UPDATE schema_meta SET version = 12;
