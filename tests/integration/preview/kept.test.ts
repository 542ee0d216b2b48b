// What apps do that proxies often break, and that a preview passes as it is: sub-protocols and close
// codes of WebSockets, odd paths, event streams, long polls, large headers, listeners on IPv6.
import { once } from 'node:events';
import { type IncomingMessage, request as send } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../../support/free-port.ts';
import { type Person, registerPerson } from '../../support/people.ts';
import { type Manifest, type Session } from '../sessions/made-session.ts';
import { type OpenedPreview, passCookie, openApp } from './opened-preview.ts';

const { url } = inject('platform');

// Listens on IPv6 alone. A frame that it gets is one that it sends; one that says `close 4321 why` closes with that.
const source = `
const http = require('http'), { createHash } = require('crypto');
const closed = [], waiting = [];
const server = http.createServer({ maxHeaderSize: 200000 }, (q, r) => {
  if (q.url === '/closed') return r.end(JSON.stringify(closed));
  if (q.url === '/poll') return waiting.push(r);
  if (q.url === '/release') { for (const each of waiting.splice(0)) each.end('released'); return r.end(); }
  if (q.url === '/events') {
    r.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    let count = 0;
    const beat = setInterval(() => count > 0 && r.write(': beat\\n\\n'), 200);
    r.on('close', () => { clearInterval(beat); closed.push('events'); });
    return waiting.push({ end: () => r.write('data: ' + (count += 1) + '\\n\\n') });
  }
  if (q.url === '/large') return r.writeHead(200, { 'x-large': 'a'.repeat(100000) }).end();
  r.end(JSON.stringify({ url: q.url, large: (q.headers['x-large'] || '').length }));
});
server.on('upgrade', (q, s) => {
  const key = createHash('sha1').update(q.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest('base64');
  const offered = (q.headers['sec-websocket-protocol'] || '').split(/, */);
  const chosen = offered.includes('v2.app') ? 'Sec-WebSocket-Protocol: v2.app\\r\\n' : '';
  s.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + key + '\\r\\n' + chosen + '\\r\\n');
  const frame = (op, d) => s.write(Buffer.concat([Buffer.from([128 | op, d.length]), d]));
  s.on('error', () => {}).on('data', (d) => {
    const op = d[0] & 15, body = d.subarray(6, 6 + (d[1] & 127)).map((b, i) => b ^ d[2 + (i & 3)]);
    if (op === 8) { if (body.length > 1) closed.push([body.readUInt16BE(0), body.subarray(2).toString()]); frame(8, body); return s.end(); }
    const wish = /^close (\\d+) (.*)$/.exec(body.toString());
    if (!wish) return frame(1, body);
    const code = Buffer.alloc(2); code.writeUInt16BE(Number(wish[1]));
    frame(8, Buffer.concat([code, Buffer.from(wish[2])]));
  });
});
server.listen(process.env.PORT, '::1');
`;

const manifest = (port: number): Manifest => ({
  image: 'burstflare/base',
  start: 'node -e "$APP"',
  ports: [{ number: port, label: 'App' }],
  env: { APP: source.trim(), PORT: String(port) },
});

let ada: Person;
let session: Session;
let preview: OpenedPreview;

beforeAll(async () => {
  ada = await registerPerson(url);
  const port = await freePort();
  ({ session, preview } = await openApp(ada, manifest(port), port));
});
afterAll(() => ada.http.delete(`/api/sessions/${session.id}`));

async function socket(protocols: string[] = []): Promise<WebSocket> {
  const { port, host } = new URL(preview.origin);
  const headers = { host, origin: preview.origin, cookie: `${passCookie}=${preview.pass}` };
  const opened = new WebSocket(`ws://127.0.0.1:${port}/live`, protocols, { headers });
  await once(opened, 'open');
  return opened;
}

describe('a WebSocket', () => {
  test('has the sub-protocol that the app chose of those that were offered', async () => {
    const opened = await socket(['v1.app', 'v2.app']);
    expect(opened.protocol).toBe('v2.app');
    opened.close();
    await once(opened, 'close');
  });

  test.each([
    [1000, 'bye'],
    [1001, ''],
    [3000, 'zu Ende – 終'],
    [4321, 'of the app'],
  ])('that the app closes with %i %j closes so', async (code, reason) => {
    const opened = await socket();
    opened.send(`close ${code} ${reason}`);
    const [seen, why] = (await once(opened, 'close')) as [number, Buffer];
    expect([seen, why.toString()]).toEqual([code, reason]);
  });

  test.each([
    [1000, 'done'],
    [4999, 'page – 終'],
  ])('that the page closes with %i %j is closed so for the app', async (code, reason) => {
    const opened = await socket();
    opened.close(code, reason);
    await once(opened, 'close');
    await expect.poll(async () => (await preview.http.get('/closed')).json()).toContainEqual([code, reason]);
  });
});

/** By Node's own client: it sends paths and headers as they are, and takes large ones. */
function get(path: string, more: Record<string, string> = {}): Promise<{ answer: IncomingMessage; text: string }> {
  const { host, port } = new URL(preview.origin);
  const headers = { host, cookie: `${passCookie}=${preview.pass}`, ...more };
  return new Promise((resolve, reject) => {
    send({ host: '127.0.0.1', port, path, headers, maxHeaderSize: 200_000 }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString())).on('end', () => resolve({ answer, text }));
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  '/a%2Fb/%2e%2e%2Fc',
  '/%E4%BD%A0/%C3%BC/%FF',
  '/a//b///c/',
  "/!$&'()*+,;=:@-._~",
  '/?a=1&a=2&b&=c&%26=%3D+%20',
  '/x?q=%2F..%2F&redirect=http%3A%2F%2Fx%2F%3Fy',
  '/[id]/|',
])('the path %s reaches the app byte for byte', async (path) => {
  expect((JSON.parse((await get(path)).text) as { url: string }).url).toBe(path);
});

test('headers of 100 KB pass both ways', async () => {
  const { text } = await get('/', { 'x-large': 'a'.repeat(100_000) });
  expect(JSON.parse(text)).toMatchObject({ large: 100_000 });
  expect((await get('/large')).answer.headers['x-large']).toHaveLength(100_000);
});

test('a long poll waits for as long as the app lets it', async () => {
  const polled = preview.http.get('/poll');
  // Longer than the host waits before it looks whether a silent runtime lives.
  const patience = Date.now() + 9_000;
  await expect.poll(() => Date.now() > patience, { timeout: 15_000, interval: 500 }).toBe(true);
  await preview.http.get('/release');
  expect((await polled).text).toBe('released');
}, 30_000);

test('an event stream begins at once, brings each event as it comes, and its end reaches the app', async () => {
  const { host, port } = new URL(preview.origin);
  const headers = { host, cookie: `${passCookie}=${preview.pass}` };
  const request = send({ host: '127.0.0.1', port, path: '/events', headers });
  request.on('error', () => undefined).end();
  const [answer] = await once(request, 'response');
  expect(answer.headers['content-type']).toBe('text/event-stream');
  const came = once(answer, 'data');
  await preview.http.get('/release');
  expect(String(await came)).toBe('data: 1\n\n');
  request.destroy();
  await expect.poll(async () => (await preview.http.get('/closed')).json(), { timeout: 10_000 }).toContain('events');
});
