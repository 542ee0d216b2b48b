// What becomes of a restore whose call was lost: what the runtime says of it, and nothing more than
// is known.
import { expect, test } from 'vitest';
import { EndUnknown, type LayerDeps } from '../../layers/index.ts';
import type { Internal, RestoreNote, SessionRecord } from '../record.ts';
import type { Content } from './content.ts';
import type { Journal } from './journal.ts';
import { Restoring } from './restoring.ts';
import { transition } from './transitions/transition.ts';
import type { Input } from './transitions/terms.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const manifest = {
  ...{ format: 'burstflare.snapshot.v3', paths: ['/workspace'], chunks: [], files: [], fileCount: 1 },
  ...{ tarDigest: digest, totalRawBytes: 10, totalBytes: 5 },
};
const cause = { actorId: 'usr-a', authSessionId: null, ip: '', requestId: 'req-a' };
const row = { id: 'snp-one', state: 'ready', layer_id: 'lay-one', manifest_key: 'key' };
const eitherWay = /as they were, or as the snapshot holds them/;
const asTheyWere = /The session's files are as they were\.$/;

const anyRestore = {
  ...{ restoreId: 'rst-a', reason: null, bytes: 10, files: 7, verifiedFiles: 7, appliedPaths: ['/workspace'] },
  ...{ startedAt: '2026-11-21T09:30:00.000Z', endedAt: null },
};

type Told = { state: string; reason?: string | null } | 404 | 'silent';

/**
 * A running session whose restore ends in the runtime as `told`, after its call broke with
 * `breaks`.
 */
function session(told: Told, breaks: Error = new EndUnknown('The runtime gives no sign of life.', 'silent')) {
  const internal: Partial<Internal> = { startFrom: 'snp-base', fileSnapshot: null, savedAt: 1 };
  const view = { id: 'ses-a', workspaceId: 'wsp-a', state: 'running', persistedPaths: ['/workspace'] };
  // Of the record a restore asks for what stands here, and nothing more.
  let record = { view: { ...view, runtime: { version: 1 } }, internal, operation: null } as unknown as SessionRecord;
  const events: { type: string; message: string }[] = [];
  const parts = { told, now: 1_000_000, gone: false };
  const apply = (change: { view?: object; internal?: object }) => {
    record = structuredClone({
      ...record,
      view: { ...record.view, ...change.view },
      internal: { ...record.internal, ...change.internal },
    });
  };
  const send = (input: Input) => {
    const next = transition(record, input, { now: parts.now, id: 'opn-a' });
    record = structuredClone(next.record);
    events.push(...next.events);
    return next;
  };
  const journal = { read: () => structuredClone(record), send };
  const host = {
    fetch: async () => {
      if (parts.told === 'silent') throw new EndUnknown('silent', 'silent');
      if (parts.told === 404) return Response.json({ code: 'not_found' }, { status: 404 });
      return Response.json({ ...anyRestore, ...parts.told });
    },
  };
  const store = { getText: async () => JSON.stringify(manifest) };
  const db = { first: async () => (parts.gone ? null : row) };
  const content = {
    exclusive: (work: () => unknown) => Promise.resolve().then(work),
    put: () => Promise.reject(breaks),
  };
  // Of each of these parts a restore asks for what stands above, and nothing more.
  const deps = { db, store, host, now: () => parts.now } as unknown as LayerDeps;
  const life = () => new Restoring(deps, journal as unknown as Journal, content as unknown as Content);
  const note = () => journal.read().internal.restore;
  return { parts, events, life, note, apply, internal: () => journal.read().internal };
}

const begin = (life: Restoring) => life.begin('snp-one', cause);

test('a call that is lost while the runtime carries on is no failed restore', async () => {
  const { life, note, internal } = session({ state: 'done' });
  expect(await begin(life())).toMatchObject({ ok: true, value: { outcome: 'files_restored' } });
  expect(note()).toMatchObject({ state: 'done', runtimeRestore: { verifiedFiles: 7, bytes: 5 } });
  expect(internal()).toMatchObject({ startFrom: 'snp-one', savedAt: 1_000_000 });
});

test.each<Told>([{ state: 'applying' }, 'silent'])(
  'while it is %j, a restore goes on, and is settled later',
  async (told) => {
    const { life, note, parts } = session(told);
    const one = life();
    expect(await begin(one)).toMatchObject({ ok: true, value: { outcome: 'restoring' } });
    expect(await begin(one)).toMatchObject({ ok: true, value: { outcome: 'restoring' } });
    expect(await one.begin('snp-two', cause)).toMatchObject({ ok: false, code: 'session_busy' });
    parts.told = { state: 'done' };
    expect(await one.progress('snp-one')).toMatchObject({ state: 'done', outcome: 'files_restored' });
    expect(note()?.state).toBe('done');
  },
);

test.each<[string, Told, Error | undefined, RegExp]>([
  ['the runtime undid', { state: 'failed', reason: 'No space left' }, undefined, asTheyWere],
  ['the runtime does not know', 404, undefined, eitherWay],
  ['stopped halfway', { state: 'applying', reason: 'It stopped halfway: EIO' }, undefined, /^It stopped halfway: EIO$/],
  ['never was sent', 'silent', new Error('The database is away.'), asTheyWere],
])('a restore that %s is told with what is known of the files', async (_, told, breaks, words) => {
  const { life, note } = session(told, breaks);
  const refused = await begin(life());
  expect(refused).toMatchObject({
    ok: false,
    code: 'restore_failed',
    context: { reason: expect.stringMatching(words) },
  });
  expect(note()).toMatchObject({ state: 'failed', reason: expect.stringMatching(words) });
});

test('a restore that is settled late leaves what was saved since to the next start', async () => {
  const { life, parts, note, internal, apply } = session('silent');
  await begin(life());
  apply({ internal: { startFrom: 'snp-newer', savedAt: 2_000_000 } });
  parts.told = { state: 'done' };
  await life().settle();
  expect(note()?.state).toBe('done');
  expect(internal()).toMatchObject({ startFrom: 'snp-newer', savedAt: 2_000_000 });
});

test('a restore is settled also when its snapshot was deleted meanwhile', async () => {
  const { life, parts, note } = session('silent');
  await begin(life());
  Object.assign(parts, { told: { state: 'done' }, gone: true });
  await life().settle();
  expect(note()).toMatchObject({ state: 'done', runtimeRestore: { verifiedFiles: 7 } });
});

test.each<Told>([{ state: 'applying' }, 'silent'])('one that stays %j is given up after its limit', async (told) => {
  const { life, parts, note, events } = session(told);
  await begin(life());
  parts.now += 60_000;
  await life().settle();
  expect(note()?.state).toBe('restoring');
  parts.now += 60_000;
  await life().settle();
  expect(note()).toMatchObject({ state: 'failed', reason: expect.stringMatching(eitherWay) });
  expect(events.map(({ type }) => type)).toEqual(['restore_failed']);
});

test('a note of an earlier release is settled, and given up in time', async () => {
  const { life, parts, note, apply, internal } = session('silent');
  const old: RestoreNote = {
    ...{ id: 'rst-old', snapshotId: 'snp-one', cause, state: 'restoring', reason: null, outcome: null },
    runtimeRestore: null,
  };
  apply({ internal: { restore: old } });
  await life().settle();
  expect(note()?.state).toBe('restoring');
  parts.told = { state: 'done' };
  await life().settle();
  expect(note()).toMatchObject({ state: 'done', outcome: 'files_restored', runtimeRestore: { verifiedFiles: 7 } });
  expect(internal()).toMatchObject({ startFrom: 'snp-one' });
  apply({ internal: { restore: old } });
  parts.told = 'silent';
  await life().settle();
  parts.now += 61 * 60_000;
  await life().settle();
  expect(note()?.state).toBe('failed');
});
