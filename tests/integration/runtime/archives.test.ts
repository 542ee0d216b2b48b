// Holds the import of a user's archive to its promise: all of it, or nothing, and nothing outside
// of the workspace.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { tarGz, tarOf, type Made } from '../../support/tar.ts';
import { Host } from './host.ts';
import { pieces, send } from './layer-client.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let session: string;
const STATE = 'find . -path ./.burstflare -prune -o -printf "%p %y %m %l\\n" | sort; cat page; ls -A .burstflare ~';
let before: string;

beforeAll(async () => {
  host = await Host.start();
  session = await host.session();
  await host.run(session, 'mkdir src; echo original > page');
  await send(host, session, '/workspace/archive?format=tar.gz', [Buffer.from('nothing')]);
  before = await host.run(session, STATE);
});

afterAll(() => host?.destroy());

const put = (id: string, writes: Iterable<Buffer>, query = '') =>
  send(host, id, `/workspace/archive?format=tar.gz${query}`, writes, { type: 'application/gzip' });

test('an archive comes into place, in pieces of any size; what it does not name stays', async () => {
  const id = await host.session();
  await host.run(id, 'mkdir -p src/old; echo kept > kept; echo old > page');
  const archive = tarGz([
    { name: './', type: '5', mode: 0o700 },
    { name: './page', content: 'new\n' },
    { name: './src/', type: '5', mode: 0o755 },
    { name: './src/run.sh', content: '#!/bin/sh\necho ran\n', mode: 0o755 },
    { name: './src/link', type: '2', target: 'run.sh' },
    { name: './bin', type: '2', target: 'src' },
    { name: './hard', type: '1', target: './page' },
  ]);
  const answer = await put(id, pieces(archive, [1, 10, 3, 100]));
  expect([answer?.status, answer?.json.entries]).toEqual([200, 7]);
  expect(await host.run(id, 'cat page kept hard; src/link; ls -A src; stat -c %h page; ls -A .burstflare')).toBe(
    'new\nkept\nnew\nran\nlink\nrun.sh\n2\nsession.json\ntransfers\n',
  );
});

test.each<[string, Made[]]>([
  ['..', [{ name: '../home/dev/evil', content: 'x' }]],
  ['an absolute name', [{ name: '/home/dev/evil', content: 'x' }]],
  ['a link that leads out', [{ name: 'a', type: '2', target: '/home/dev' }]],
  ['a link that leads out by ..', [{ name: 'a/b', type: '2', target: '../../home' }]],
  [
    'a file below a link',
    [
      { name: 'a', type: '2', target: 'src' },
      { name: 'a/evil', content: 'x' },
    ],
  ],
  ['a hard link that leads out', [{ name: 'a', type: '1', target: '/etc/passwd' }]],
  ['a device', [{ name: 'a', type: '3' }]],
  ['a named pipe', [{ name: 'a', type: '6' }]],
  ['.burstflare', [{ name: '.burstflare/session.json', content: '{}' }]],
])('an archive with %s is refused whole, whatever came before it', async (_, entries) => {
  const answer = await put(session, [tarGz([{ name: 'page', content: 'evil' }, ...entries])]);
  expect(answer).toMatchObject({
    status: 422,
    json: { code: 'archive_invalid', context: { entry: expect.any(String) } },
  });
  expect(await host.run(session, STATE)).toBe(before);
});

const good = tarGz(Array.from({ length: 30 }, (_, i) => ({ name: `f${i}`, content: randomBytes(9000) })));
test.each<[string, Buffer, string, RegExp]>([
  ['no gzip', Buffer.from('hello'), '', /no gzip/],
  ['nothing', Buffer.alloc(0), '', /no gzip|empty/],
  ['gzip of no tar', gzipSync(Buffer.from('x'.repeat(2000))), '', /no tar archive/],
  ['a cut archive', good.subarray(0, good.length >> 1), '', /cut off/],
  ['a whole gzip of a cut archive', tarGz([{ name: 'a', content: 'x' }], { end: false }), '', /cut off/],
  ['more entries than allowed', good, '&maxEntries=10', /more than 10 entries/],
  ['more bytes than allowed', good, '&maxBytes=50000', /more than 50000 bytes/],
  ['a bomb', gzipSync(tarOf([{ name: 'a', content: Buffer.alloc(300_000_000) }])), '&maxBytes=10000000', /more than/],
])('what is no archive, or too large, is refused whole: %s', async (_, bytes, query, reason) => {
  const answer = await put(session, pieces(bytes, [100_000]), query);
  expect(answer).toMatchObject({ status: 422, json: { code: 'archive_invalid' } });
  expect(answer?.json.detail).toMatch(reason);
  expect(await host.run(session, STATE)).toBe(before);
});

test('a connection that breaks leaves the files as they were, and the next import works', async () => {
  await send(host, session, '/workspace/archive?format=tar.gz', [good.subarray(0, 100_000)], { cut: true });
  await vi.waitUntil(async () => (await host.run(session, STATE)) === before, { timeout: 10_000 });
  const id = await host.session();
  expect((await put(id, [good]))?.status).toBe(200);
});

test('an unknown format or query is refused', async () => {
  for (const query of ['format=zip', '', 'format=tar.gz&maxBytes=0', 'format=tar.gz&x=1']) {
    expect((await send(host, session, `/workspace/archive?${query}`, [good]))?.json.code).toBe('bad_request');
  }
});
