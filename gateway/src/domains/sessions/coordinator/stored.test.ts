// Records of every version that a release has written are read, and of one that none here knows
// nothing is touched.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { RecordTooNew } from '../../../platform/record-version.ts';
import { emptyStorage } from '../../../platform/testing/sqlite-storage.ts';
import { Journal } from './journal.ts';
import { recordVersion, upgradeRecord } from './stored.ts';
import { World } from './testing/world.ts';

interface Fixture {
  schema: string[];
  rows: Record<string, Record<string, string | number | null>[]>;
}

/** A storage as the release of this version left it. */
function storageOf(version: number) {
  const text = readFileSync(new URL(`./fixtures/record-v${version}.json`, import.meta.url).pathname, {
    encoding: 'utf8',
  });
  const { schema, rows } = JSON.parse(text) as Fixture;
  const storage = emptyStorage();
  for (const statement of schema) storage.sqlite.exec(statement);
  for (const [table, all] of Object.entries(rows))
    for (const row of all) {
      const columns = Object.keys(row);
      const places = columns.map(() => '?').join(', ');
      storage.sqlite
        .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
        .run(...Object.values(row));
    }
  return storage;
}

const tick = () => ({ now: Date.parse('2026-11-28T11:00:00Z'), id: 'opn-4444444444444444' });
const versions = Array.from({ length: recordVersion }, (_, index) => index + 1);

describe.each(versions)('version %i', (version) => {
  test('is read whole: record, events and what D1 does not have yet', () => {
    const journal = new Journal(storageOf(version).storage, tick);
    expect(journal.read()).toMatchObject({
      view: { id: 'ses-0123456789abcdef', state: 'stopping', runtime: { version: 5 } },
      spec: { start: 'npm start', ports: [{ number: 3000, label: 'web' }] },
      internal: { baseLayerId: 'lyr-0123456789abcdef', diskReady: true, restore: { state: 'restoring' } },
      operation: { id: 'opn-3333333333333333', command: 'stop', discard: false, step: { name: 'hook' }, seq: 0 },
    });
    expect(journal.read()?.view.app?.state ?? null).toBe(version < 3 ? null : 'stopped');
    expect(journal.events(100, 10).map(({ seq, type }) => [seq, type])).toEqual([
      ...[[4, 'stopping'], [3, 'running'], [2, 'starting'], [1, 'created']], // prettier-ignore
    ]);
    expect(journal.outgoing().map(({ version: v, audit }) => [v, audit?.event ?? null])).toEqual([
      ...[[3, null], [4, 'session.stopped'], [5, null]], // prettier-ignore
    ]);
  });

  test('is written in the form of today, once, and goes on from there', () => {
    const { storage, sqlite } = storageOf(version);
    const first = new Journal(storage, tick).read();
    expect(sqlite.prepare('SELECT version FROM record').all()).toEqual([{ version: recordVersion }]);
    expect(new Journal(storage, tick).read()).toEqual(first);
    const next = new Journal(storage, tick).send({ type: 'resumed' });
    expect(next.effects).toMatchObject([{ kind: 'step', operation: { step: { name: 'hook' }, seq: 1 } }]);
  });
});

test('a record that a later release wrote is refused with its number, and nothing is written over it', async () => {
  const world = new World();
  await world.life.describe();
  world.disk.sqlite.exec(`UPDATE record SET version = ${recordVersion + 5}, record = '{"unknown":true}'`);
  const before = world.disk.sqlite.prepare('SELECT * FROM record').all();
  world.revive();
  const told = { version: recordVersion + 5, known: recordVersion };
  await expect(world.life.describe()).rejects.toMatchObject(told);
  await expect(world.life.command('start', { actorId: null, authSessionId: null, ip: '', requestId: '' }, false)).rejects.toThrow(RecordTooNew); // prettier-ignore
  expect(world.disk.sqlite.prepare('SELECT * FROM record').all()).toEqual(before);
});

test.each([
  ['start', 'starting', 'inspect'],
  ['restart', 'starting', 'inspect'],
  ['restart', 'stopping', 'hook'],
  ['delete', 'stopping', 'hook'],
])('a %s of version 1 that is %s begins with %s', (command, state, name) => {
  const record = { view: { state }, spec: {}, internal: {}, operation: { id: 'opn-a', command } };
  const step = { id: 'opn-a', command, discard: false, actorId: null, step: { name }, seq: 0 };
  expect(upgradeRecord(1, record).operation).toEqual(step);
});

test('the release of version 1 fails on a later record, and does not take its session for a new one', () => {
  const { sqlite, storage } = storageOf(1);
  expect(new Journal(storage, tick).read()).not.toBeNull();
  // What that release does with the storage that it finds.
  sqlite.exec('CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY CHECK (id = 1), view TEXT NOT NULL)');
  expect(() => sqlite.prepare('SELECT view, spec, internal, operation FROM record')).toThrow(/no such column: view/);
  // Its other tables are made anew, empty, and are nothing to the next one that reads the record.
  sqlite.exec('CREATE TABLE IF NOT EXISTS outbox (version INTEGER PRIMARY KEY, view TEXT NOT NULL)');
  expect(new Journal(storage, tick).read()?.view.id).toBe('ses-0123456789abcdef');
});
