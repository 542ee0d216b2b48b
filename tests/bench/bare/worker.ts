// The least Worker that does what two of the gateway's operations ask of D1: the caller by the
// token, then the rows. No contract, no checks, no limits, no log. The statements are the gateway's
// own, compiled once, so that the two cannot drift apart.
import { Hono } from 'hono';
import { callerFindByTokenHash } from '../../../gateway/src/domains/auth/store.ts';
import { templateFind, templateList } from '../../../gateway/src/domains/templates/store.ts';
import { hex } from '../../../gateway/src/platform/crypto.ts';
import type { Compilable, Database } from '../../../gateway/src/platform/d1.ts';

interface Caller {
  readonly workspaceId: string;
}

type Statement = (db: D1Database, values: Record<string, unknown>) => Promise<Record<string, unknown>[]>;

/**
 * Runs a store function against no database, for its SQL; `{name}` among its parameters is filled
 * in at each call.
 */
function statementOf(run: (db: Database) => unknown): Statement {
  let taken: { sql: string; parameters: readonly unknown[] } | undefined;
  const keep = (query: Compilable<unknown>) => {
    taken = query.compile();
    return Promise.resolve([]);
  };
  // the two calls that these functions make of a Database
  void run({ all: keep, first: keep } as unknown as Database);
  if (!taken) throw new Error('The store function asked nothing of the database.');
  const { sql, parameters } = taken;
  return async (db, values) => {
    const bound = parameters.map((value) => (typeof value === 'string' && value in values ? values[value] : value));
    return (
      await db
        .prepare(sql)
        .bind(...bound)
        .all<Record<string, unknown>>()
    ).results;
  };
}

const findCaller = statementOf((db) => callerFindByTokenHash(db, '{hash}', 0));
const findTemplate = statementOf((db) => templateFind(db, '{workspaceId}', '{id}'));
const listTemplates = statementOf((db) => templateList(db, '{workspaceId}', { limit: 20, sort: '-createdAt' }));

const app = new Hono<{ Bindings: { DB: D1Database }; Variables: { caller: Caller } }>();

app.use(async (c, next) => {
  const token = (c.req.header('authorization') ?? '').slice('Bearer '.length);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  const [caller] = await findCaller(c.env.DB, { '{hash}': hex(digest) });
  if (!caller) return c.json({ error: 'unauthenticated' }, 401);
  c.set('caller', { workspaceId: String(caller['workspaceId']) });
  return next();
});

app.get('/api/templates/:id', async (c) => {
  const [row] = await findTemplate(c.env.DB, { '{workspaceId}': c.var.caller.workspaceId, '{id}': c.req.param('id') });
  return row ? c.json(row) : c.json({ error: 'not found' }, 404);
});

app.get('/api/templates', async (c) => {
  const rows = await listTemplates(c.env.DB, { '{workspaceId}': c.var.caller.workspaceId });
  return c.json({ items: rows.slice(0, 20) });
});

export default app;
