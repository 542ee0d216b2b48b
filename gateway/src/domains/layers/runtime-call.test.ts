import { expect, test } from 'vitest';
import type { Database } from '../../platform/d1.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { HostError } from '../../platform/runtime-host.ts';
import { ContentRefused } from './refusal.ts';
import { call } from './runtime-call.ts';

function answering(status: number, body: string) {
  const host = { fetch: async () => new Response(body, { status }) };
  // neither of them is asked for anything here, and of the host only this
  const deps = { host, db: {} as Database, store: {} as ObjectStore, now: () => 0 } as unknown as Parameters<
    typeof call
  >[0];
  return call(deps, 'ses-1', '/restores/rst-1/content', {}, 10_000);
}

const problem = (code: string) => JSON.stringify({ code, detail: 'workspace/a: it is a device.' });

test('an entry that the runtime refuses is blamed on the content, in its words', async () => {
  const refused = answering(422, problem('archive_invalid'));
  await expect(refused).rejects.toThrow(ContentRefused);
  await expect(refused).rejects.toThrow(/^workspace\/a: it is a device\.$/);
});

test.each([
  ['bytes that got lost on the way', 422, problem('content_invalid')],
  ['a full disk', 507, problem('no_space')],
  ['a failure', 500, problem('archive_invalid')],
  ['an answer that is no problem', 422, '<html>'],
])('%s is not', async (_, status, body) => {
  await expect(answering(status, body)).rejects.toThrow(HostError);
});
