// What saving a layer asks of a runtime, and what a runtime that lies cannot do.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import type { Database } from '../../platform/d1.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import type { RuntimeHost } from '../../platform/runtime-host.ts';
import { layerStatements, leaseMs, sweepLayers } from './chunk-store.ts';
import { chunkKey, type LayerManifest, manifestKey } from './manifest.ts';
import { saveLayer } from './save-layer.ts';

const workspaceId = 'wsp-1';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const frameOf = (text: string) => ({ text, digest: `sha256:${sha256(text)}`, bytes: text.length, rawBytes: 100 });
type Frame = ReturnType<typeof frameOf>;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

let db: Database;
let sqlite: DatabaseSync;
let objects: Map<string, string>;
let fetched: string[];
/** What object storage was asked to show. */
let probed: string[];
/** What the runtime was asked to save. */
let asked: { known: string[] };
let now: number;
/** Holds up what object storage is about to store. */
let beforePut: (text: string) => Promise<void>;

beforeEach(() => {
  ({ db, sqlite } = emptyDatabase());
  objects = new Map();
  fetched = [];
  probed = [];
  now = 1000;
  beforePut = async () => undefined;
});

/** Object storage, as far as a save and the sweep know it. */
const store = {
  putChecked: async (key: string, bytes: ArrayBuffer, digest: string) => {
    const text = new TextDecoder().decode(bytes);
    await beforePut(text);
    if (sha256(text) !== digest) throw new Error('The SHA-256 differs.');
    objects.set(key, text);
  },
  putText: async (key: string, text: string) => void objects.set(key, text),
  provenLength: async (key: string) => (probed.push(key), objects.get(key)?.length ?? null),
  delete: async (keys: string[]) => {
    for (const key of keys) objects.delete(key);
  },
} as unknown as ObjectStore; // the rest is not asked for

const told = ({ digest, bytes, rawBytes }: Frame) => ({ digest, bytes, rawBytes });

const manifestOf = (frames: readonly Frame[]): LayerManifest => ({
  format: 'burstflare.snapshot.v3',
  paths: ['/workspace'],
  chunks: frames.map(told),
  files: [],
  fileCount: 1,
  tarDigest: `sha256:${sha256('tar')}`,
  totalRawBytes: frames.length * 100,
  totalBytes: frames.reduce((sum, { bytes }) => sum + bytes, 0),
});
const saved = (frames: readonly Frame[]) => ({ ...manifestOf(frames), filesTruncated: false, unchangedRawBytes: 0 });

type Report = (fromFrame: number) => object | Promise<object>;

/** What a runtime says of a save, where a test has nothing to say of its own. */
const anySave = {
  ...{ saveId: 'lyr-1', reason: null, frames: [], rawBytes: 0, manifest: null, pauseMs: 0, warnings: [] },
  ...{ warningCounts: { leftOut: 0, changed: 0, missing: 0 }, startedAt: '2026-11-21T09:30:00.000Z', endedAt: null },
};

/** A runtime that holds these frames, and answers what a save asks for by `report`; each answer takes a second. */
function runtime(frames: readonly Frame[], report: Report, headers: Record<string, string> = {}): RuntimeHost {
  const fetch = async (_: string, path: string, init?: RequestInit) => {
    await nextTurn();
    now += 1000;
    const url = new URL(path, 'http://runtime');
    const digest = /chunks\/(.*)$/.exec(decodeURIComponent(url.pathname))?.[1];
    if (digest !== undefined) {
      fetched.push(digest);
      const text = frames.find((frame) => frame.digest === digest)?.text;
      if (text === undefined) return new Response(null, { status: 404 });
      return new Response(text, { headers: { 'content-length': String(text.length), ...headers } });
    }
    if (init?.method === 'DELETE') return new Response(null, { status: 204 });
    if (init?.method === 'POST') asked = JSON.parse(String(init.body)) as typeof asked;
    return Response.json({ ...anySave, ...(await report(Number(url.searchParams.get('fromFrame') ?? 0))) });
  };
  return { fetch } as unknown as RuntimeHost; // starting and stopping is not a save's business
}

const running = (frames: readonly Frame[]) => ({ state: 'running', frames: frames.map(told) });
const ready = (frames: readonly Frame[]) => ({ state: 'ready', manifest: saved(frames) });

const save = (host: RuntimeHost, known: readonly Frame[] = [], layerId = 'lyr-1') =>
  saveLayer(
    { db, store, host, now: () => now },
    { sessionId: 'ses-1', workspaceId, layerId, paths: ['/workspace'], normalise: false, known },
  );

async function commit(layerId: string, frames: readonly Frame[]): Promise<boolean> {
  const manifest = manifestOf(frames);
  const row = { id: layerId, workspaceId, tarDigest: manifest.tarDigest, bytes: 1, rawBytes: 1 };
  const [committed] = await db.changesOf(...layerStatements(row, manifest, now));
  return committed === 1;
}

const sweep = () => sweepLayers(db, store, now, 100);
const stored = (frame: Frame) => objects.has(chunkKey(workspaceId, frame.digest));
const held = () =>
  sqlite
    .prepare('select distinct digest from chunk_leases where lease_until > ? order by digest')
    .all(now)
    .map(({ digest }) => digest);

describe('an honest runtime', () => {
  test('its frames are stored while it still captures, and each is fetched once', async () => {
    const frames = ['one', 'two', 'three'].map(frameOf);
    // The capture comes to its end only after the frames that it announced are in object storage.
    const host = runtime(frames, (from) =>
      from < 2 ? running(frames.slice(from, from + 1)) : frames.slice(0, 2).every(stored) ? ready(frames) : running([]),
    );
    expect(await save(host)).toMatchObject({ newChunks: 3, uploadedBytes: 11 });
    expect(frames.every(stored)).toBe(true);
    expect(fetched).toEqual(frames.map(({ digest }) => digest));
    expect(await commit('lyr-1', frames)).toBe(true);
  });

  test('a frame that the manifest does not name in the end is left to the sweep', async () => {
    const [kept, dropped] = [frameOf('kept'), frameOf('dropped')];
    await save(runtime([kept, dropped], (from) => (from === 0 ? running([kept, dropped]) : ready([kept]))));
    expect(await commit('lyr-1', [kept])).toBe(true);
    expect(held()).toEqual([]);
    await sweep();
    expect(stored(dropped)).toBe(false);
  });

  test('what the last layer holds is not fetched again, and stays through a capture longer than a lease', async () => {
    const [old, fresh] = [frameOf('old'), frameOf('fresh')];
    await save(
      runtime([old], () => ready([old])),
      [],
      'lyr-old',
    );
    await commit('lyr-old', [old]); // nothing names this layer: the first sweep removes it
    fetched = [];
    let answers = 0;
    const host = runtime([fresh], async () => {
      now += leaseMs / 4;
      await sweep();
      return ++answers === 1 ? running([fresh]) : answers < 10 ? running([]) : ready([old, fresh]);
    });
    expect(await save(host, [old])).toMatchObject({ newChunks: 1 });
    expect(asked.known).toEqual([old.digest]);
    expect(fetched).toEqual([fresh.digest]);
    await sweep();
    expect(await commit('lyr-1', [old, fresh])).toBe(true);
    expect([stored(old), stored(fresh)]).toEqual([true, true]);
  });

  test('a chunk that is gone by now is not offered as known', async () => {
    const [gone, fresh] = [frameOf('gone'), frameOf('fresh')];
    await save(
      runtime([fresh], () => ready([fresh])),
      [gone],
    );
    expect(asked.known).toEqual([]);
  });

  test('a chunk that object storage lost or cut short is sent again, though its row says that it is stored', async () => {
    const [whole, lost, cut] = [frameOf('whole'), frameOf('lost'), frameOf('cut')];
    const frames = [whole, lost, cut];
    await save(
      runtime(frames, () => ready(frames)),
      [],
      'lyr-old',
    );
    await commit('lyr-old', frames);
    objects.delete(chunkKey(workspaceId, lost.digest));
    objects.set(chunkKey(workspaceId, cut.digest), 'cu');
    [fetched, probed] = [[], []];
    const { prove, newChunks } = await save(
      runtime(frames, () => ready(frames)),
      frames,
    );
    expect(asked.known).toEqual([whole.digest]);
    expect([fetched.toSorted(), newChunks]).toEqual([[lost.digest, cut.digest].toSorted(), 2]);
    expect([stored(lost), objects.get(chunkKey(workspaceId, cut.digest))]).toEqual([true, 'cut']);
    await commit('lyr-1', frames);
    await prove();
    // Each chunk once, though it is held three times; and the manifest before the machine may go.
    expect(probed.toSorted()).toEqual(
      [...frames.map(({ digest }) => chunkKey(workspaceId, digest)), manifestKey(workspaceId, 'lyr-1')].toSorted(),
    );
  });

  test('what object storage loses after it was saved is found before the machine may go', async () => {
    const frames = ['one', 'two'].map(frameOf);
    const { prove } = await save(runtime(frames, () => ready(frames)));
    await commit('lyr-1', frames);
    await prove();
    const [one] = frames;
    objects.delete(chunkKey(workspaceId, one?.digest ?? ''));
    now += 3 * 60_000;
    await expect(prove()).rejects.toThrow(`lost 1 of the chunks that were saved (${one?.digest})`);
    // Its row does not say any more that it is there: the next save sends it.
    await save(
      runtime(frames, () => ready(frames)),
      frames,
      'lyr-2',
    );
    expect(fetched.at(-1)).toBe(one?.digest);
    objects.delete(manifestKey(workspaceId, 'lyr-1'));
    await expect(prove()).rejects.toThrow('lost the list of what was saved');
  });

  test('a manifest that is stored is noted for removal until its layer is committed', async () => {
    const frames = [frameOf('one')];
    await save(runtime(frames, () => ready(frames)));
    const noted = () => sqlite.prepare('select key from objects_to_delete').all();
    expect(noted()).toEqual([{ key: manifestKey(workspaceId, 'lyr-1') }]);
    await commit('lyr-1', frames);
    expect(noted()).toEqual([]);
  });

  test('why a capture failed is told, also when its frames are gone by then', async () => {
    const failed = { state: 'failed', reason: 'No space left on the disk.', frames: [] };
    let answers = 0;
    const host = runtime([], () => (++answers <= 2 ? running([frameOf('gone')]) : failed));
    await expect(save(host)).rejects.toThrow('No space left on the disk.');
    await expect(save(runtime([], () => failed))).rejects.toThrow('No space left on the disk.');
  });
});

test('a save that fails takes nothing from another one that counts on the same frame', async () => {
  const shared = frameOf('shared');
  const failing = runtime([shared], (from) => (from === 0 ? running([shared]) : { ...running([]), state: 'failed' }));
  const fail = async () => {
    await expect(save(failing, [], 'lyr-fails')).rejects.toThrow();
    await sweep();
  };
  // Just before the other one stores it, and once more before the other one is committed.
  beforePut = async () => {
    beforePut = async () => undefined;
    await fail();
  };
  await save(runtime([shared], (from) => (from === 0 ? running([shared]) : ready([shared]))));
  await fail();
  expect(await commit('lyr-1', [shared])).toBe(true);
  expect(stored(shared)).toBe(true);
});

test('a save that fails stores nothing after its leases have ended', async () => {
  const [slow, missing] = [frameOf('slow'), frameOf('missing')];
  beforePut = async () => {
    for (let turn = 0; turn < 200; turn++) await nextTurn();
  };
  await expect(save(runtime([slow], () => running([slow, missing])))).rejects.toThrow('did not hand out');
  expect(stored(slow)).toBe(true);
  await sweep();
  expect([objects.size, held()]).toEqual([0, []]);
});

describe('a runtime that lies fails the save, which holds on to nothing', () => {
  const frame = frameOf('frame');
  const cases: Record<string, [() => RuntimeHost, string]> = {
    'other bytes than it told of': [
      () => runtime([{ ...frameOf('other'), digest: frame.digest }], () => running([frame])),
      'SHA-256',
    ],
    'more bytes than it told of': [
      () => runtime([{ ...frame, text: 'frame and more' }], () => running([frame])),
      'did not hand out',
    ],
    'no bytes': [() => runtime([], () => running([frame])), 'did not hand out'],
    'bytes that unpack to more': [
      () => runtime([frame], () => running([frame]), { 'content-encoding': 'gzip' }),
      'did not hand out',
    ],
    'two lengths of one frame': [() => runtime([frame], () => running([frame, { ...frame, bytes: 1 }])), 'two lengths'],
    'another length in the end than it handed out': [
      () => runtime([frame], (from) => (from === 0 ? running([frame]) : ready([{ ...frame, bytes: 1 }]))),
      'wrong length',
    ],
    'a list that does not add up': [
      () => runtime([frame], () => ({ ...ready([frame]), manifest: { ...saved([frame]), totalBytes: 1 } })),
      'does not add up',
    ],
    'paths that it was not asked for': [
      () => runtime([frame], () => ({ ...ready([frame]), manifest: { ...saved([frame]), paths: ['/etc'] } })),
      'not asked for',
    ],
    'frames without end': [
      () => runtime([frame], () => running(Array.from({ length: 1000 }, () => frame))),
      'more chunks than a layer may have',
    ],
    'no end and no frames, again and again': [() => runtime([], () => running([])), 'did not come to an end'],
    'figures that rise without end': [
      () => runtime([], () => ({ ...running([]), rawBytes: now })),
      'did not come to an end',
    ],
    'an answer of another form': [() => runtime([], () => ({ state: 'well' })), 'not of the agreed form'],
    'an end without a manifest': [
      () => runtime([], () => ({ ...running([]), state: 'ready' })),
      'did not come to an end',
    ],
  };
  test.for(Object.entries(cases))('%s', async ([, [make, reason]]) => {
    await expect(save(make())).rejects.toThrow(reason);
    expect(held()).toEqual([]);
    expect(sqlite.prepare('select * from layers').all()).toEqual([]);
  });
});
