// What the database says of itself.
import { type Database, query } from '../../platform/d1.ts';

export async function schemaVersion(db: Database): Promise<number> {
  const row = await db.first(query.selectFrom('schema_meta').select('version'));
  return row?.version ?? 0;
}
