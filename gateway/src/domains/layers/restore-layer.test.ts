// Whose fault it is that a restore failed.
import { expect, test } from 'vitest';
import type { Database } from '../../platform/d1.ts';
import { HostError, type RuntimeHost } from '../../platform/runtime-host.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import type { LayerManifest } from './manifest.ts';
import { ContentRefused } from './refusal.ts';
import { EndUnknown, restoreLayer } from './restore-layer.ts';

const restore = {
  ...{ restoreId: 'rst-1', state: 'done', reason: null, bytes: 10, files: 3, verifiedFiles: 3 },
  ...{ appliedPaths: ['/workspace'], startedAt: '2026-11-21T09:30:00.000Z', endedAt: '2026-11-21T09:30:01.000Z' },
};
const manifest: LayerManifest = {
  ...{ format: 'burstflare.snapshot.v3', paths: ['/workspace'], chunks: [], files: [], fileCount: 0 },
  ...{ tarDigest: `sha256:${'0'.repeat(64)}`, totalRawBytes: 0, totalBytes: 0 },
};

function restoring(answers: { announced?: Response; content: Response }) {
  const { announced = Response.json({ ...restore, state: 'receiving' }), content } = answers;
  const fetch = async (_: string, path: string) => (path === '/restores' ? announced : content);
  const host = { fetch } as Partial<RuntimeHost> as RuntimeHost; // a restore asks for nothing else
  // neither of them is asked for anything: the layer has no chunks
  const deps = { host, db: {} as Database, store: {} as ObjectStore, now: () => 0 };
  const input = { sessionId: 'ses-1', workspaceId: 'wsp-1', restoreId: 'rst-1', manifest };
  return restoreLayer(deps, { ...input, allowedPaths: ['/workspace'], restart: false });
}

const problem = (code: string, status: number) =>
  Response.json({ code, detail: 'workspace/a: it is a device.' }, { status });

test('what was read back is returned', async () => {
  expect(await restoring({ content: Response.json(restore) })).toBe(3);
});

test('an entry that the runtime refuses is blamed on the content, in its words', async () => {
  const refused = restoring({ content: problem('archive_invalid', 422) });
  await expect(refused).rejects.toThrow(ContentRefused);
  await expect(refused).rejects.toThrow(/^workspace\/a: it is a device\.$/);
});

test.each([
  ['bytes that got lost on the way', problem('content_invalid', 422)],
  ['a full disk', problem('no_space', 507)],
  ['a failure', problem('archive_invalid', 500)],
  ['an answer that is no problem', new Response('<html>', { status: 422 })],
  ['an answer of another form', Response.json({ ...restore, verifiedFiles: 'all' })],
  ['a restore that did not come to its end', Response.json({ ...restore, state: 'failed', reason: 'no' })],
])('%s is not, and what became of the files is not known', async (_, content) => {
  await expect(restoring({ content })).rejects.toThrow(EndUnknown);
});

test('a restore that was refused before its content was sent left the files as they were', async () => {
  const refused = restoring({ announced: problem('restore_busy', 409), content: Response.json(restore) });
  await expect(refused).rejects.toThrow(HostError);
  await expect(refused).rejects.not.toThrow(EndUnknown);
});
