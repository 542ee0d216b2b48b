// Holds the preview, the app's supervision, bootstrap and lifecycle to their promises, with a real
// app in a real session.
import { readFile, readdir } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { Host, until } from './host.ts';
import { APP } from './vite-like-app.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let PORT = 0; // Sessions share the machine's ports, so each run takes free ones.
const PUBLIC = {
  'x-forwarded-host': '5173--ses-a.localhost:8787',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '203.0.113.7',
};

let host: Host;
let session: string;

const start = (port: number, address = '') =>
  `cat > app.cjs <<'APP'\n${APP}\nAPP\nexec node app.cjs ${port} ${address}`;
const state = async (port: number, id = session) =>
  (await host.runtime(id, 'GET', '/ports')).json.items.find((item: { number: number }) => item.number === port)?.state;
const preview = (path: string, headers: Record<string, string> = PUBLIC, method = 'GET', body?: string) =>
  host.call(method, `/instances/${session}/runtime/preview/${PORT}${path}`, body, headers);

beforeAll(async () => {
  PORT = await freePort();
  host = await Host.start();
  session = await host.session();
});

afterAll(() => host?.destroy());

describe('while nothing listens', () => {
  test('a navigation gets a page with all facts, escaped; anything else gets a problem', async () => {
    await host.bootstrap(session, {
      start: 'echo "<script>alert(1)</script>"; sleep 1000',
      ports: [{ number: PORT, label: 'web' }],
    });
    await until(
      async () => (await host.runtime(session, 'GET', '/app/log')).json.text.includes('alert(1)</script>\n'),
      'it prints',
    );
    const page = await preview('/some/page?x=1', { ...PUBLIC, accept: 'text/html,*/*' });
    expect(page.status).toBe(503);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('x-burstflare-page')).toBe('waiting');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const fact of [
      'Shop &lt;b&gt;front&lt;/b&gt;',
      session,
      'snp-a',
      '/workspace',
      `Port ${PORT} (web)`,
      'sleep 1000',
      'running',
    ]) {
      expect(page.text).toContain(fact);
    }
    expect(page.text).not.toContain('<script>alert');
    const problem = await preview('/api', { ...PUBLIC, 'x-request-id': 'req-1' });
    expect(problem.json).toMatchObject({ status: 503, code: 'port_not_open', requestId: 'req-1' });
    expect((await preview('/', { ...PUBLIC, accept: 'text/html' }, 'POST', '{}')).json.code).toBe('port_not_open');
    expect((await host.runtime(session, 'GET', '/preview/0/')).status).toBe(404);
    expect((await host.runtime(session, 'GET', '/preview/99999/')).status).toBe(404);
  });

  test('a port that some other process of this machine listens on is not shown as the session’s', async () => {
    expect((await host.runtime(session, 'GET', `/preview/${host.port}/`)).json.code).toBe('port_not_open');
    const [other, port] = [await host.session(), await freePort()];
    await host.bootstrap(other, { start: start(port), ports: [{ number: port, label: null }] });
    await until(async () => (await state(port, other)) === 'open', 'the other session’s app listens');
    expect((await host.runtime(session, 'GET', `/preview/${port}/`)).json.code).toBe('port_not_open');
    expect((await host.runtime(other, 'GET', `/preview/${port}/`)).text).toBe('hello from the app');
  });
});

describe('with an app', () => {
  test('the port opens, and whoever waits for a change hears of it', async () => {
    const { json } = await host.runtime(session, 'GET', '/ports');
    expect(json.items[0]).toMatchObject({ number: PORT, label: 'web', declared: true, state: 'waiting' });
    const waiting = host.runtime(session, 'GET', `/ports?since=${json.version}&waitSeconds=20`);
    await host.bootstrap(session, { start: start(PORT), ports: [{ number: PORT, label: 'web' }] });
    expect((await waiting).json.items[0]).toMatchObject({ number: PORT, state: 'open' });
    expect((await preview('/')).text).toBe('hello from the app');
  });

  test('path, query, body and headers reach the app as they were sent, under the name that it expects', async () => {
    const sent = {
      ...PUBLIC,
      origin: 'https://5173--ses-a.localhost:8787',
      authorization: 'Bearer the-app-s-own',
      connection: 'keep-alive, x-one-hop',
      'x-one-hop': '1',
    };
    const answer = await raw('/echo/%2F%20//x?q=%2f&&a=b', sent);
    const { url, headers } = JSON.parse(answer.text);
    expect(url).toBe('/echo/%2F%20//x?q=%2f&&a=b');
    const local = `localhost:${PORT}`;
    expect(headers).toMatchObject({
      ...{ host: local, origin: `http://${local}`, 'x-forwarded-host': local, 'x-forwarded-proto': 'http' },
      ...{ 'x-forwarded-for': PUBLIC['x-forwarded-for'], 'x-preview-origin': 'https://5173--ses-a.localhost:8787' },
    });
    expect(headers.authorization).toBe('Bearer the-app-s-own');
    expect(headers['x-one-hop']).toBeUndefined();
    expect(answer.text).not.toContain(host.secret);
    const body = 'x'.repeat(3_000_000);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const echoed = JSON.parse((await preview('/echo', PUBLIC, method, body)).text);
      expect(echoed).toMatchObject({ method, size: body.length });
    }
  });

  test('long headers pass both ways', async () => {
    const long = { ...PUBLIC, 'x-long': 'a'.repeat(100_000) };
    const { answer, text } = await raw('/echo', long);
    expect([answer.statusCode, JSON.parse(text).headers['x-long']]).toEqual([201, long['x-long']]);
    expect((await raw('/long', PUBLIC)).answer.headers['x-long']).toHaveLength(100_000);
  });

  test('status, repeated headers and cookies come back as the app sent them, hop-by-hop headers do not', async () => {
    const { answer } = await raw('/echo', PUBLIC);
    expect([answer.statusCode, answer.statusMessage]).toEqual([201, 'Made']);
    expect(answer.headersDistinct).toMatchObject({ 'x-twice': ['a', 'b'], 'set-cookie': ['c=1', 'd=2'] });
    expect(answer.headers['x-hop']).toBeUndefined();
  });

  test('a redirect to the app’s local name leads to its public one; others stay', async () => {
    expect((await preview('/go')).headers.get('location')).toBe('https://5173--ses-a.localhost:8787/there?x=1#y');
    expect((await preview('/away')).headers.get('location')).toBe('https://example.com/');
  });

  test('an event stream’s head and events come as they are sent', async () => {
    const response = await fetch(host.url(`/instances/${session}/runtime/preview/${PORT}/events`), {
      headers: host.pass,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const reader = response.body?.getReader();
    await preview('/emit');
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('data: now\n\n');
    await reader?.cancel();
  });

  test('an answer that breaks off is not passed on as a whole one', async () => {
    await expect(preview('/cut')).rejects.toThrow();
    expect((await preview('/drop', PUBLIC, 'POST', 'x')).json).toMatchObject({ status: 502, code: 'app_unreachable' });
  });

  test('an upgrade is piped both ways, with the Origin that the app expects', async () => {
    const { socket, text } = await upgrade({ origin: 'https://5173--ses-a.localhost:8787' });
    await until(() => text().includes('\r\n\r\n'), 'the app answers');
    expect(text()).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(text()).toContain('Sec-WebSocket-Protocol: vite-hmr');
    socket.write('frames of any kind');
    await until(() => text().endsWith('frames of any kind'), 'it echoes');
    socket.destroy();
  });

  test('after a refused upgrade the connection is ended, so that no later request can slip through it unseen', async () => {
    const { socket, text, closed } = await upgrade({});
    await until(() => closed(), 'the connection ends');
    expect(text()).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(text()).toContain('Connection: close');
    expect(text().endsWith('forbidden')).toBe(true);
    socket.destroy();
  });

  test('an app on ::1 alone is reached too', async () => {
    const [id, port] = [await host.session(), await freePort()];
    await host.bootstrap(id, { start: start(port, '::1'), ports: [{ number: port, label: null }] });
    await until(async () => (await state(port, id)) === 'open', 'it listens');
    expect((await host.runtime(id, 'GET', `/preview/${port}/`)).text).toBe('hello from the app');
  });
});

describe('the app', () => {
  test('the same bootstrap again changes nothing; another start command replaces the app and all that it started', async () => {
    const id = await host.session();
    const first = await host.bootstrap(id, { bootstrapId: 'b-1', start: 'sleep 999 & sleep 999' });
    expect(first.json).toMatchObject({ bootstrapId: 'b-1', applied: true, app: { state: 'starting' } });
    const again = await host.bootstrap(id, { bootstrapId: 'b-1', start: 'sleep 999 & sleep 999' });
    expect(again.json).toMatchObject({ applied: false, app: { pid: first.json.app.pid } });
    const attach = await host.bootstrap(id, { bootstrapId: 'b-2', start: 'sleep 999 & sleep 999' });
    expect(attach.json).toMatchObject({ applied: true, app: { pid: first.json.app.pid } });
    const other = await host.bootstrap(id, { bootstrapId: 'b-3', start: 'pgrep -c sleep; exec tail -f /dev/null' });
    expect(other.json.app.pid).not.toBe(first.json.app.pid);
    await until(
      async () => (await host.runtime(id, 'GET', '/app/log')).json.text.endsWith('\n0\n'),
      'no sleep is left',
    );
  });

  test('one that crashes is started again, and its log says so', async () => {
    const id = await host.session();
    await host.bootstrap(id, { start: 'echo run >> runs; [ $(wc -l < runs) -ge 2 ] && exec sleep 999; exit 3' });
    await until(async () => (await host.runtime(id, 'GET', '/app')).json.crashes === 1, 'it crashes');
    await until(async () => (await host.runtime(id, 'GET', '/app')).json.state === 'up', 'it stays');
    const { json } = await host.runtime(id, 'GET', '/app');
    expect(json).toMatchObject({ state: 'up', port: null, crashes: 1, exitCode: 3, signal: null, nextStartAt: null });
    expect((await host.runtime(id, 'GET', '/app/log')).json.text).toContain(
      'exited with code 3; starting it again in 0.5 s',
    );
  });

  test('its log can be followed from any offset', async () => {
    const id = await host.session();
    await host.bootstrap(id, { start: 'read -t 0.3 < <(sleep 1); echo späte Zeile; sleep 999' });
    const { json } = await host.runtime(id, 'GET', '/app/log');
    const next = await host.runtime(id, 'GET', `/app/log?offset=${json.nextOffset}&waitSeconds=20`);
    expect(next.json).toMatchObject({ offset: json.nextOffset, truncated: false });
    expect(json.text + next.json.text).toContain('späte Zeile');
  });

  test('a lifecycle phase is written down, and the app has ended when it is answered', async () => {
    const id = await host.session();
    await host.bootstrap(id, { start: `trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done` });
    const at = '2026-11-21T09:30:00.000Z';
    const answer = await host.runtime(id, 'POST', '/lifecycle', { phase: 'sleep', at, reason: 'session_stop' });
    expect(answer.json).toMatchObject({
      phase: 'sleep',
      at,
      reason: 'session_stop',
      app: { state: 'stopped', exitCode: 0 },
    });
    expect((await host.runtime(id, 'GET', '/app/log')).json.text).toContain('bye');
    const folder = join(host.files(id), 'workspace/.burstflare');
    expect(JSON.parse(await readFile(join(folder, 'lifecycle.json'), 'utf8'))).toMatchObject({
      phase: 'sleep',
      at,
      reason: 'session_stop',
    });
  });

  test('session.json has what the session is and no value of a variable; nothing half-written lies beside it', async () => {
    const id = await host.session();
    await host.bootstrap(id, { env: [{ name: 'API_KEY', value: 'very-secret-value' }] });
    const folder = join(host.files(id), 'workspace/.burstflare');
    const text = await readFile(join(folder, 'session.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      session: { id, templateName: 'shop' },
      state: 'running',
      envNames: ['API_KEY'],
      restoredSnapshotId: 'snp-a',
    });
    expect(text).not.toContain('very-secret-value');
    expect(await readdir(folder)).toEqual(['session.json']);
  });

  test('bad input is refused field by field, and never a 500', async () => {
    const bad = await host.runtime(session, 'POST', '/bootstrap', { bootstrapId: 1, nope: true });
    expect(bad.json).toMatchObject({ status: 400, code: 'bad_request' });
    expect(bad.json.errors.map(({ path }: { path: string }) => path)).toContain('body.bootstrapId');
    expect((await host.runtime(session, 'POST', '/bootstrap', '{')).json.code).toBe('malformed_json');
    expect((await host.runtime(session, 'POST', '/bootstrap', '{}', { 'content-type': 'text/plain' })).json.code).toBe(
      'unsupported_media_type',
    );
    expect((await host.runtime(session, 'POST', '/lifecycle', `{"x":"${'y'.repeat(1_100_000)}"}`)).json.code).toBe(
      'payload_too_large',
    );
    expect((await host.runtime(session, 'GET', '/nope')).json.code).toBe('not_found');
  });
});

/** By Node's own client: `fetch` may not set some headers, and joins those that come twice. */
function raw(path: string, headers: Record<string, string>): Promise<{ answer: IncomingMessage; text: string }> {
  const url = host.url(`/instances/${session}/runtime/preview/${PORT}${path}`);
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { headers: { ...host.pass, ...headers }, maxHeaderSize: 1e6 }, (answer) => {
      let text = '';
      answer.on('data', (bytes: Buffer) => (text += bytes.toString()));
      answer.on('end', () => resolve({ answer, text }));
    });
    request.on('error', reject).end();
  });
}

/** A raw upgrade request, because what is under test is what follows it on the same connection. */
async function upgrade(headers: Record<string, string>) {
  const socket = connect(host.port, '127.0.0.1');
  let received = '';
  let over = false;
  socket.on('data', (bytes: Buffer) => (received += bytes.toString('latin1')));
  socket.on('close', () => (over = true));
  socket.on('error', () => undefined);
  const lines = Object.entries({
    Host: `127.0.0.1:${host.port}`,
    ...host.pass,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
    ...PUBLIC,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET /instances/${session}/runtime/preview/${PORT}/hmr?token=1 HTTP/1.1\r\n${lines.join('')}\r\n`);
  return { socket, text: () => received, closed: () => over };
}
