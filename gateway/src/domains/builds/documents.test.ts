// The documents of an image are there while its build is, and nothing of a build that never came to
// be stays.
import { beforeEach, expect, test } from 'vitest';
import type { ObjectStore } from '../../platform/object-store.ts';
import { emptyDatabase } from '../../platform/testing/sqlite-d1.ts';
import { storeDocuments } from './documents.ts';
import { buildInsert, documentsKept } from './store.ts';
import { describe as describeImage } from './artifact.ts';

let platform: ReturnType<typeof emptyDatabase>;
let objects: Map<string, string>;
const build = { id: 'bld-1', workspaceId: 'wsp-1' };
const keys = ['wsp-1/builds/bld-1/config.json', 'wsp-1/builds/bld-1/manifest.json'];

beforeEach(() => {
  platform = emptyDatabase();
  platform.sqlite.exec('PRAGMA foreign_keys = off'); // a build alone, without what it is a build of
  objects = new Map();
});

const noted = () =>
  platform.sqlite
    .prepare('select key from objects_to_delete order by key')
    .all()
    .map(({ key }) => key);

function stored(documents: { config: string; manifest: string }, now: number): Promise<void> {
  // the rest is not asked for
  const builds = {
    putText: async (key: string, text: string) => void objects.set(key, text),
  } as unknown as ObjectStore;
  return storeDocuments({ db: platform.db, objects: { builds } }, build, documents, now);
}

const image = () =>
  describeImage({
    ...{
      templateName: 'web',
      versionNumber: 1,
      workspaceId: 'wsp-1',
      buildId: 'bld-1',
      layerId: null,
      layer: null,
      now: 0,
    },
    spec: { image: 'burstflare/base', features: [], persistedPaths: ['/workspace'], ports: [], env: {} },
    source: { kind: 'manifest', bytes: 1, digest: 'sha256:00' },
  });

async function added(): Promise<void> {
  const { artifact } = await image();
  const ids = { id: 'bld-1', workspaceId: 'wsp-1', templateId: 'tpl-1', versionId: 'ver-1', inputKey: 'k' };
  const insert = buildInsert({
    ...ids,
    dispatchMode: 'direct',
    now: 0,
    done: { artifact, layerId: null, reusedFrom: null },
  });
  platform.sqlite.exec('create temp table one (x); insert into one values (1)'); // what the insert depends on
  await platform.db.changesOf(insert, documentsKept('bld-1'));
}

test('an image without a layer is its own manifest, at the key that it names', async () => {
  const { artifact, documents } = await image();
  expect(artifact.artifactKey).toBe(keys[1]);
  await stored(documents, 0);
  expect(objects.get(artifact.artifactKey)).toBe(documents.manifest);
});

test('until the build is there its documents are to be removed, afterwards not', async () => {
  await stored({ config: 'c', manifest: 'm' }, 0);
  expect([...objects.keys()]).toEqual(keys);
  expect(noted()).toEqual(keys);
  await added();
  expect(noted()).toEqual([]);
});

test('a request that is sent again leaves the documents of its build alone', async () => {
  await stored({ config: 'c', manifest: 'm' }, 0);
  await added();
  await stored({ config: 'other', manifest: 'other' }, 1000);
  expect(noted()).toEqual([]);
  expect([...objects.values()]).toEqual(['c', 'm']);
});
