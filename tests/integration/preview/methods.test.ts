// Requests as HTTP allows them and browsers' fetch does not: methods with bodies, methods of
// WebDAV, offers of other protocols.
import { METHODS, request as send } from 'node:http';
import { beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { makeSession, start, untilOpen } from '../sessions/made-session.ts';
import { type OpenedPreview, openPreview, passCookie } from './opened-preview.ts';

const { url } = inject('platform');

// Says what came, in a header, so that HEAD says it too.
const source = `
require('http').createServer((q, r) => {
  let body = '';
  q.on('data', (d) => body += d);
  q.on('end', () => {
    const { upgrade, 'x-own': own } = q.headers, ours = Object.keys(q.headers).filter((name) => name.startsWith('x-burstflare'));
    const seen = JSON.stringify({ method: q.method, body, own, upgrade, ours });
    r.writeHead(200, { 'x-seen': seen, 'content-length': seen.length }).end(q.method === 'HEAD' ? undefined : seen);
  });
}).listen(process.env.PORT, '127.0.0.1');
`;

let ada: Person;
let preview: OpenedPreview;

beforeAll(async () => {
  ada = await registerPerson(url);
  const port = await freePort();
  const session = await makeSession(ada, {
    image: 'burstflare/base',
    start: 'node -e "$APP"',
    ports: [{ number: port }],
    env: { APP: source.trim(), PORT: String(port) },
  });
  await start(ada.http, session.id);
  await untilOpen(ada.http, session.id, port);
  preview = await openPreview(ada.http, session.id);
});

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly seen: { method: string; body: string; own?: string; upgrade?: string; ours: string[] } | null;
}

/** By Node's client: fetch sends none of these. */
function ask(method: string, body: string | null, headers: Record<string, string> = {}): Promise<Seen> {
  const { port, host, origin } = new URL(preview.origin);
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host: '127.0.0.1',
        port,
        method,
        path: '/',
        headers: {
          host,
          origin,
          cookie: `${passCookie}=${preview.pass}`,
          'x-own': 'mine',
          ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => {
          const seen = answer.headers['x-seen'];
          resolve({ status: answer.statusCode ?? 0, text, seen: typeof seen === 'string' ? JSON.parse(seen) : null });
        });
      },
    );
    request.on('error', reject);
    request.end(body ?? undefined);
  });
}

/**
 * Those that the Worker's own HTTP server knows. It answers others with 501, before anything of
 * ours sees them.
 */
const known = METHODS.filter(
  (method) => !/^(BIND|CONNECT|LINK|M-SEARCH|MKCALENDAR|REBIND|SOURCE|UNBIND|UNLINK)$/.test(method),
);

test.each(known)('%s reaches the app as it is, with a body and without one', async (method) => {
  for (const body of [null, '', '{"query":{"match_all":{}}}']) {
    const { status, seen, text } = await ask(method, body);
    expect([status, seen]).toEqual([200, { method, body: body ?? '', own: 'mine', ours: [] }]);
    if (method === 'HEAD') expect(text).toBe('');
    else expect(JSON.parse(text)).toEqual(seen);
  }
});

test('a body of unknown length goes with a GET too', async () => {
  const { status, seen } = await ask('GET', 'a chunk', { 'transfer-encoding': 'chunked' });
  expect([status, seen]).toMatchObject([200, { method: 'GET', body: 'a chunk' }]);
});

test('a method that nobody knows is refused as such, and does not blame the session', async () => {
  for (const method of METHODS.filter((name) => !known.includes(name) && name !== 'CONNECT')) {
    expect(await ask(method, null)).toMatchObject({ status: 501, text: expect.stringContaining('method') });
  }
});

test('a caller cannot have a request stand for another method', async () => {
  const { seen } = await ask('POST', 'x', { 'x-burstflare-method': 'GET' });
  expect(seen).toMatchObject({ method: 'POST', body: 'x', ours: [] });
  expect((await ask('DELETE', null, { 'x-burstflare-method': 'HEAD' })).seen).toMatchObject({ method: 'DELETE' });
});

test('an offer of another protocol is not taken up, and the request is answered', async () => {
  const headers = {
    connection: 'Upgrade, HTTP2-Settings',
    upgrade: 'h2c',
    'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA',
  };
  for (const body of [null, 'with a body']) {
    const { status, seen } = await ask(body === null ? 'GET' : 'POST', body, headers);
    expect([status, seen]).toEqual([
      200,
      { method: body === null ? 'GET' : 'POST', body: body ?? '', own: 'mine', ours: [] },
    ]);
  }
});
