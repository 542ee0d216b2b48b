// A request whose body stops coming is ended, wherever it was to be read; one that goes on slowly
// is not. With raw sockets, since no client would stop in the middle. The platform waits two
// seconds instead of thirty. The tests wait beside each other, as waiting is most of them.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '../../contract/matrix-contract.ts';
import { freePort } from '../../support/free-port.ts';
import { expectStatus, type Person, registerPerson } from '../../support/people.ts';
import { startPlatform, type TestPlatform } from '../../support/platform.ts';
import { readRaw, sendBytes, sendRaw } from '../../support/raw-request.ts';
import { openPreview, passCookie } from '../preview/opened-preview.ts';
import { previewManifest } from '../preview/preview-app.ts';
import { makeSession, makeTemplate, start, untilOpen } from '../sessions/made-session.ts';

const stallSeconds = 2;
/**
 * For the limit, the looks that it is measured by, and workerd's second of grace for what nobody
 * reads.
 */
const withinMs = 15_000;
/**
 * More than the least in each stretch of time; several of those make the whole last three times the
 * limit.
 */
const part = { bytes: 2048, everyMs: 250, count: (3 * stallSeconds * 1000) / 250 };

let platform: TestPlatform;
let ada: Person;
let front: { host: string; port: number };

beforeAll(async () => {
  platform = await startPlatform({ env: { BURSTFLARE_VAR_BODY_STALL_SECONDS: String(stallSeconds) } });
  front = { host: '127.0.0.1', port: platform.port };
  ada = await registerPerson(platform.url);
});
afterAll(() => platform?.stop());

const headOf = (method: string, path: string, headers: Record<string, string>) => [
  `${method} ${path} HTTP/1.1`,
  ...Object.entries({ Host: new URL(platform.url).host, ...headers }).map(([name, value]) => `${name}: ${value}`),
];

const signed = (type: string, bytes: number) => ({
  Authorization: `Bearer ${ada.token}`,
  'Content-Type': type,
  'Content-Length': String(bytes),
});

function expectTimeout(answer: string, what: string): void {
  const { status, head, body } = readRaw(answer);
  expect(status, `${what}: ${answer.slice(0, 500)}`).toBe(408);
  expect(head.toLowerCase(), what).toContain('content-type: application/problem+json');
  expect(body, what).toContain('"code":"request_timeout"');
}

/** Sends a body in parts, one by one. */
function sendSlowly(socket: Socket, bytes: Buffer, partBytes = part.bytes): void {
  let at = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(at, at + partBytes));
    at += partBytes;
    if (at >= bytes.length) clearInterval(timer);
  }, part.everyMs);
  socket.once('close', () => clearInterval(timer));
}

describe.concurrent('half a body', () => {
  const withBody = operations.filter(({ body, streamTypes }) => body !== null || streamTypes.length > 0);

  test('of any operation is answered 408 and ends the connection', { timeout: 60_000 }, async () => {
    expect(withBody.length).toBeGreaterThan(10);
    await Promise.all(
      withBody.map(async ({ id, method, path, pathParams, streamTypes, maxBytes }) => {
        const filled = pathParams.reduce(
          (at, { name, schema }) => at.replace(`{${name}}`, String(schema.examples?.[0])),
          path,
        );
        const bytes = Math.min(1000, maxBytes ?? 1000);
        const type = streamTypes[0] ?? 'application/json';
        const key = { 'Idempotency-Key': crypto.randomUUID() };
        const { closed } = sendRaw(front, headOf(method, filled, { ...signed(type, bytes), ...key }), '{"name":');
        const answer = await closed;
        // What it would be stored under is looked for before a byte of it is read.
        if (streamTypes.length > 0 && readRaw(answer).status === 404) return;
        expectTimeout(answer, id);
      }),
    );
  });

  test('of an upload is answered 408, and the upload can be sent again', { timeout: 60_000 }, async () => {
    const bundle = randomBytes(4096);
    const path = await announce(bundle);
    const half = async () => {
      const { closed } = sendRaw(
        front,
        headOf('PUT', path, signed('application/gzip', bundle.length)),
        bundle.subarray(9),
      );
      expectTimeout(await closed, path);
    };
    await half();
    expectStatus(await ada.http.put(path, { headers: { 'content-type': 'application/gzip' }, body: bundle }), 200);
    // The bytes are there, and are read to be compared.
    await half();
  });

  test('of a snapshot’s content is answered 408, and leaves it empty', { timeout: 60_000 }, async () => {
    const session = await makeSession(ada);
    const snapshots = `/api/sessions/${session.id}/snapshots`;
    const made = await ada.http.post(snapshots, { json: {} });
    const { id } = expectStatus(made, 201).json<{ id: string }>();
    const head = headOf('PUT', `${snapshots}/${id}/content`, signed('application/octet-stream', 1000));
    expectTimeout(await sendRaw(front, head, 'x').closed, 'content');
    expect((await ada.http.get(`${snapshots}/${id}`)).json()).toMatchObject({ state: 'empty' });
  });

  test('that nobody reads keeps no connection open', { timeout: 60_000 }, async () => {
    const refused: [string, Record<string, string>][] = [
      [`/api/templates/tpl-${'a'.repeat(20)}/archive`, signed('application/json', 1000)],
      ['/api/templates', { 'Content-Type': 'application/json', 'Content-Length': '1000' }],
      ['/nothing/here', { 'Content-Length': '1000' }],
      ['/internal/host/exits', { 'Content-Length': '1000' }],
    ];
    const answers = refused.map(([path, headers]) => sendRaw(front, headOf('POST', path, headers), '{').closed);
    for (const answer of await Promise.all(answers)) expect(readRaw(answer).status).toBeGreaterThanOrEqual(200);
  });

  test('of a notice with a proof that cannot be checked yet is answered 408', { timeout: withinMs }, async () => {
    const proof = `t=${Math.floor(Date.now() / 1000)},v1=${'a'.repeat(43)}`;
    const head = headOf('POST', '/internal/host/exits', { 'x-burstflare-proof': proof, 'Content-Length': '1000' });
    expectTimeout(await sendRaw(front, head, '{').closed, 'notice');
  });

  test('that reaches the process host is answered 408', { timeout: withinMs }, async () => {
    const secret = readFileSync(join(platform.dataDir, 'keys/host.key'), 'utf8').trim();
    const own = { Host: 'localhost', 'x-burstflare-host-secret': secret, 'Content-Length': '1000' };
    const to = { path: join(platform.dataDir, 'run/host.sock') };
    const heads = [
      ['POST', '/grants/end'],
      ['PUT', '/instances/ses-a'],
    ].map(([method = '', path = '']) => headOf(method, path, own));
    const answers = await Promise.all(heads.map((head) => sendRaw(to, head, '{').closed));
    for (const answer of answers) expectTimeout(answer, 'host');
  });
});

test.concurrent('a byte now and then is answered 408 as well', { timeout: withinMs }, async () => {
  const { socket, closed } = sendRaw(front, headOf('POST', '/api/templates', signed('application/json', 1000)));
  sendSlowly(socket, Buffer.alloc(1000, ' '), 1);
  expectTimeout(await closed, 'drip');
});

test.concurrent('a head without an end is ended by workerd', { timeout: 40_000 }, async () => {
  const { closed } = sendBytes(front, 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Never: end');
  await closed;
});

test.concurrent('an upload that goes on slowly arrives', { timeout: 60_000 }, async () => {
  const bundle = randomBytes(part.bytes * part.count);
  const head = headOf('PUT', await announce(bundle), {
    ...signed('application/gzip', bundle.length),
    Connection: 'close',
  });
  const { socket, closed } = sendRaw(front, head);
  sendSlowly(socket, bundle);
  const answer = await closed;
  expect(readRaw(answer).status, answer.slice(0, 500)).toBe(200);
});

describe.concurrent('to an app', () => {
  let host: string;
  let cookie: string;
  beforeAll(async () => {
    const appPort = await freePort();
    const session = await makeSession(ada, previewManifest(appPort));
    await start(ada.http, session.id);
    await untilOpen(ada.http, session.id, appPort);
    const preview = await openPreview(ada.http, session.id);
    host = preview.host;
    cookie = `${passCookie}=${preview.pass}`;
  }, 60_000);

  const post = (path: string, headers: Record<string, string>) =>
    headOf('POST', path, { Host: host, Cookie: cookie, Connection: 'close', ...headers });

  test.each([{ 'Content-Length': '1000' }, { 'Transfer-Encoding': 'chunked' }] as Record<string, string>[])(
    'half a body is answered 408 (%o)',
    { timeout: withinMs },
    async (length) => {
      const { closed } = sendRaw(front, post('/sum', length), '3\r\nabc\r\n');
      expectTimeout(await closed, 'preview');
    },
  );

  test('an upload that goes on slowly arrives, its length told', { timeout: 60_000 }, async () => {
    const bytes = randomBytes(part.bytes * part.count);
    const { socket, closed } = sendRaw(front, post('/sum', { 'Content-Length': String(bytes.length) }));
    sendSlowly(socket, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(readRaw(await closed).body).toContain(JSON.stringify({ bytes: bytes.length, sha256 }));
  });

  test('an app that begins to read late gets all of it', { timeout: 60_000 }, async () => {
    const bytes = randomBytes(8 * 1024 * 1024);
    const head = post(`/sum?afterMs=${stallSeconds * 3000}`, { 'Content-Length': String(bytes.length) });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const answer = await sendRaw(front, head, bytes).closed;
    expect(readRaw(answer).body).toContain(JSON.stringify({ bytes: bytes.length, sha256 }));
  });
});

/** A version that waits for these bytes; where they go. */
async function announce(bundle: Buffer): Promise<string> {
  const versions = `/api/templates/${(await makeTemplate(ada.http)).id}/versions`;
  const digest = `sha256:${createHash('sha256').update(bundle).digest('hex')}`;
  const json = { manifest: { image: 'burstflare/base' }, bundle: { digest, bytes: bundle.length } };
  const version = expectStatus(await ada.http.post(versions, { json }), 201).json<{ id: string }>();
  return `${versions}/${version.id}/bundle`;
}
