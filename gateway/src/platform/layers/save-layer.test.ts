// What saving a layer asks of a runtime, and what a runtime that lies cannot do.
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { beforeEach, expect, test } from 'vitest';
import { emptyDatabase } from '../../testing/sqlite-d1.ts';
import type { Database } from '../d1.ts';
import type { ObjectStore } from '../object-store.ts';
import type { RuntimeHost } from '../runtime-host.ts';
import { chunkKey } from './manifest.ts';
import { saveLayer } from './save-layer.ts';

const workspaceId = 'wsp-1';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const frameOf = (text: string) => ({ text, digest: `sha256:${sha256(text)}`, bytes: text.length, rawBytes: 100 });
type Frame = ReturnType<typeof frameOf>;

let db: Database;
let sqlite: DatabaseSync;
let objects: Map<string, string>;
let fetched: string[];

beforeEach(() => {
  ({ db, sqlite } = emptyDatabase());
  objects = new Map();
  fetched = [];
});

/** Object storage, as far as a save knows it. */
const store = {
  putChecked: async (key: string, bytes: ArrayBuffer, digest: string) => {
    const text = new TextDecoder().decode(bytes);
    if (sha256(text) !== digest) throw new Error('The SHA-256 differs.');
    objects.set(key, text);
  },
  putText: async (key: string, text: string) => void objects.set(key, text),
} as unknown as ObjectStore; // the rest is not asked for

const told = ({ digest, bytes, rawBytes }: Frame) => ({ digest, bytes, rawBytes });

const manifestOf = (frames: readonly Frame[]) => ({
  format: 'burstflare.snapshot.v3',
  paths: ['/workspace'],
  chunks: frames.map(told),
  fileCount: 1,
  tarDigest: `sha256:${sha256('tar')}`,
  totalRawBytes: frames.length * 100,
  totalBytes: frames.reduce((sum, { bytes }) => sum + bytes, 0),
});

/** A runtime that holds these frames, and answers what a save asks for by `report`. */
function runtime(frames: readonly Frame[], report: (fromFrame: number) => object): RuntimeHost {
  const fetch = async (_: string, path: string, init?: RequestInit) => {
    const url = new URL(path, 'http://runtime');
    const digest = /chunks\/(.*)$/.exec(url.pathname)?.[1];
    if (digest !== undefined) {
      fetched.push(digest);
      const text = frames.find((frame) => frame.digest === digest)?.text;
      if (text === undefined) return new Response(null, { status: 404 });
      return new Response(text, { headers: { 'content-length': String(text.length) } });
    }
    if (init?.method === 'DELETE') return new Response(null, { status: 204 });
    return Response.json(report(Number(url.searchParams.get('fromFrame') ?? 0)));
  };
  return { fetch } as unknown as RuntimeHost; // starting and stopping is not a save's business
}

const running = (frames: readonly Frame[]) => ({ state: 'running', reason: null, frames: frames.map(told) });
const ready = (frames: readonly Frame[]) => ({
  ...{ state: 'ready', reason: null, frames: [] },
  manifest: manifestOf(frames),
});

const save = (host: RuntimeHost, known: readonly Frame[] = []) =>
  saveLayer(
    { db, store, host, now: () => 1000 },
    { sessionId: 'ses-1', workspaceId, layerId: 'lyr-1', paths: ['/workspace'], normalise: false, known },
  );

const stored = (frame: Frame) => objects.has(chunkKey(workspaceId, frame.digest));
const leased = () =>
  sqlite
    .prepare('select digest from chunks where lease_until > 1000 order by digest')
    .all()
    .map(({ digest }) => digest);

test('frames are stored while the runtime still captures, and each is fetched once', async () => {
  const frames = ['one', 'two', 'three'].map(frameOf);
  // The capture comes to its end only after the frames that it told of are in object storage.
  const host = runtime(frames, (from) =>
    from < 2 ? running(frames.slice(from, from + 1)) : frames.slice(0, 2).every(stored) ? ready(frames) : running([]),
  );
  expect(await save(host)).toMatchObject({ newChunks: 3, uploadedBytes: 11 });
  expect(frames.every(stored)).toBe(true);
  expect(fetched).toEqual(frames.map(({ digest }) => digest));
  expect(leased()).toHaveLength(3);
});

test('a frame that the manifest does not name in the end is left to the sweep', async () => {
  const [kept, dropped] = [frameOf('kept'), frameOf('dropped')];
  await save(runtime([kept, dropped], (from) => (from === 0 ? running([kept, dropped]) : ready([kept]))));
  expect(leased()).toEqual([kept.digest]);
});

test('what the last layer holds is neither fetched again nor swept meanwhile', async () => {
  const [old, fresh] = [frameOf('old'), frameOf('fresh')];
  await save(runtime([old], () => ready([old])));
  fetched = [];
  const whileRunning: unknown[] = [];
  const host = runtime([fresh], (from) => {
    whileRunning.push(...leased());
    return from === 0 ? running([fresh]) : ready([old, fresh]);
  });
  expect(await save(host, [old])).toMatchObject({ newChunks: 1 });
  expect(fetched).toEqual([fresh.digest]);
  expect(whileRunning).toContain(old.digest);
});

test('a runtime that hands out other bytes than it told of, or none, fails the save, which holds on to nothing', async () => {
  const frame = frameOf('frame');
  const liar = { ...frameOf('other'), digest: frame.digest };
  await expect(save(runtime([liar], () => running([frame])))).rejects.toThrow('SHA-256');
  const longer = { ...frame, text: 'frame and more' };
  await expect(save(runtime([longer], () => running([frame])))).rejects.toThrow('did not hand out');
  await expect(save(runtime([], () => running([frame])))).rejects.toThrow('did not hand out');
  expect([objects.size, leased()]).toEqual([0, []]);
});

test('a runtime that never stops telling of frames is refused', async () => {
  const host = runtime([frameOf('same')], () => running(Array.from({ length: 1000 }, () => frameOf('same'))));
  await expect(save(host)).rejects.toThrow('more chunks than a layer may have');
  expect(leased()).toEqual([]);
});
