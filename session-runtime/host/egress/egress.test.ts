// Attacks the way out with raw bytes, on its real socket and with real servers on the machine.
// 127.0.0.2 stands for the outside where a test allows it.
import { afterEach, expect, test, vi } from 'vitest';
import {
  cleanUp,
  doorWith,
  exchange,
  httpServer,
  makeEgress,
  openDoor,
  Raw,
  rawServer,
  socksRequest,
} from './stand-ins.ts';
import { Upstream } from './upstream.ts';

afterEach(cleanUp);

const echo = () =>
  httpServer((request, response) => {
    let body = '';
    request.on('data', (bytes: Buffer) => (body += bytes.toString()));
    request.on('end', () => response.end(JSON.stringify({ url: request.url, headers: request.headers, body })));
  });
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
const get = (url: string, ...lines: string[]) =>
  `GET ${url} HTTP/1.1\r\n${['Host: x', ...lines].join('\r\n')}\r\nConnection: close\r\n\r\n`;

test('a request in absolute form arrives in origin form: the target decides, and Host is written from it', async () => {
  const port = await echo();
  const { path } = await doorWith({ allow: '127.0.0.2' });
  const url = `http://127.0.0.2:${port}/a//b/../c?d=%2F`;
  const answer = await exchange(
    path,
    get(url, 'Proxy-Authorization: Basic eDp5', 'Authorization: mine', 'X-Hop: 1', 'Connection: x-hop'),
  );
  expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  const { url: seen, headers } = bodyOf(answer);
  expect(seen).toBe('/a//b/../c?d=%2F');
  expect(headers).toMatchObject({ host: `127.0.0.2:${port}`, authorization: 'mine' });
  expect(headers).not.toHaveProperty('proxy-authorization');
  expect(headers).not.toHaveProperty('x-hop');
});

test('bodies pass, with a length and in chunks', async () => {
  const port = await echo();
  const { path } = await doorWith({ allow: '127.0.0.2' });
  const head = `POST http://127.0.0.2:${port}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
  expect(bodyOf(await exchange(path, `${head}Content-Length: 5\r\n\r\nhello`))).toMatchObject({ body: 'hello' });
  const chunks = await exchange(path, `${head}Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n`);
  expect(bodyOf(chunks)).toMatchObject({ body: 'hello', headers: { 'transfer-encoding': 'chunked' } });
});

test('a second request on the connection is checked as the first was', async () => {
  const [open, closed] = [await echo(), await echo()];
  const { path } = await doorWith({ allow: `127.0.0.2:${open}` });
  const client = new Raw(path, `GET http://127.0.0.2:${open}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
  await vi.waitFor(() => expect(client.text).toContain('200 OK'));
  client.socket.write(`GET http://127.0.0.2:${closed}/secret HTTP/1.1\r\nHost: 127.0.0.2:${open}\r\n\r\n`);
  await vi.waitFor(() => expect(client.text).toContain('403 Forbidden'));
  expect(client.text).not.toContain('secret');
});

test('CONNECT carries bytes both ways, those sent without waiting among them, and each direction ends by itself', async () => {
  const port = await rawServer((socket) => {
    let got = '';
    socket.on('data', (bytes) => (got += bytes.toString()));
    socket.on('end', () => socket.end(`got ${got}`));
  });
  const { path } = await doorWith({ allow: '127.0.0.2' });
  const client = new Raw(path, `CONNECT 127.0.0.2:${port} HTTP/1.1\r\nHost: y\r\n\r\nearly `);
  await vi.waitFor(() => expect(client.text).toContain('200 Connection Established'));
  client.socket.end('late');
  await vi.waitFor(() => expect(client.text).toMatch(/\r\n\r\ngot early late$/));
  await vi.waitFor(() => expect(client.closed).toBe(true));
});

test('SOCKS5 carries bytes both ways, by address and by name, in one piece and byte by byte', async () => {
  const port = await rawServer((socket) => void socket.pipe(socket));
  const { path } = await doorWith({ allow: '127.0.0.2', names: { 'a.example': ['127.0.0.2'] } });
  for (const host of ['127.0.0.2', 'a.example', '0x7f000002']) {
    const client = new Raw(path, Buffer.concat([socksRequest(host, port), Buffer.from('early ')]));
    await vi.waitFor(() => expect(client.text).toBe('\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00early '));
    client.socket.end('late');
    await vi.waitFor(() => expect(client.text).toMatch(/early late$/));
  }
  const slow = new Raw(path);
  for (const byte of socksRequest('a.example', port)) {
    await new Promise<void>((resolve) => slow.socket.write(Buffer.from([byte]), () => setImmediate(resolve)));
  }
  await vi.waitFor(() => expect(slow.text).toMatch(/^\x05\x00\x05\x00/)); // oxlint-disable-line no-control-regex -- SOCKS is binary
});

test.each(['127.0.0.1', 'localhost', 'inside.example', '0x7f.1', '2130706433', '127.0.0.1.', '::ffff:127.0.0.1'])(
  '%s is refused by each of the three, with a reason',
  async (host) => {
    const port = await httpServer((_, response) => response.end('reached'), '127.0.0.1');
    const { path } = await doorWith({ names: { localhost: ['127.0.0.1', '::1'], 'inside.example': ['127.0.0.1'] } });
    const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    const connected = await exchange(
      path,
      `CONNECT ${authority} HTTP/1.1\r\nHost: good.example\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    const plain = await exchange(path, get(`http://${authority}/`));
    for (const answer of [connected, plain]) {
      expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
      expect(answer).toMatch(/proxy-status: burstflare; error=destination_ip_prohibited/i);
      expect(answer).toContain('127.0.0.1 is a loopback address');
      expect(answer).toContain('BURSTFLARE_EGRESS_ALLOW=');
      expect(answer).not.toContain('reached');
    }
    const socks = await exchange(path, socksRequest(host, port));
    expect(socks.slice(0, 4)).toBe('\x05\x00\x05\x02');
    // The very same bytes reach the server where the operator allows it: what refused them was the
    // policy.
    const open = await doorWith({
      allow: '127.0.0.1',
      names: { localhost: ['127.0.0.1'], 'inside.example': ['127.0.0.1'] },
    });
    expect(await exchange(open.path, get(`http://${authority}/`))).toContain('reached');
  },
);

test('a name that changes its address between check and connection leads to what was checked', async () => {
  const port = await httpServer((_, response) => response.end('inside'), '127.0.0.1');
  await new Promise((resolve) => setImmediate(resolve));
  let asked = 0;
  const resolve = () => Promise.resolve([(asked += 1) === 1 ? '127.0.0.2' : '127.0.0.1']);
  const { path } = await doorWith({ resolve, allow: '127.0.0.2' });
  // Nobody listens at the address that was checked; the name would lead to the server by now.
  expect(await exchange(path, get(`http://rebind.example:${port}/`))).toMatch(/^HTTP\/1\.1 502 .*ECONNREFUSED/s);
  expect(asked).toBe(1);
  expect(await exchange(path, get(`http://rebind.example:${port}/`))).toMatch(/^HTTP\/1\.1 403 /);
});

test.each([
  ['userinfo', (at: string) => get(`http://good.example@${at}/`)],
  ['userinfo with a password', (at: string) => get(`http://u:p@${at}/`)],
  ['a backslash before the host', (at: string) => get(`http://good.example\\@${at}/`)],
  ['userinfo in CONNECT', (at: string) => `CONNECT good.example@${at} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['https in absolute form', (at: string) => get(`https://${at}/`)],
  ['ftp', (at: string) => get(`ftp://${at}/`)],
  ['origin form', (at: string) => `GET / HTTP/1.1\r\nHost: ${at}\r\n\r\n`],
  ['a fragment', (at: string) => get(`http://${at}/#x`)],
  ['a CONNECT without a port', () => 'CONNECT 127.0.0.2 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['two lengths', (at: string) => get(`http://${at}/`, 'Content-Length: 5', 'Content-Length: 6')],
  ['a length beside chunks', (at: string) => get(`http://${at}/`, 'Content-Length: 5', 'Transfer-Encoding: chunked')],
  ['chunks that are not last', (at: string) => get(`http://${at}/`, 'Transfer-Encoding: chunked, identity')],
  ['another coding', (at: string) => get(`http://${at}/`, 'Transfer-Encoding: gzip, chunked')],
  ['a folded header', (at: string) => get(`http://${at}/`, 'X: 1', ' Content-Length: 5')],
  ['a space before the colon', (at: string) => get(`http://${at}/`, 'Transfer-Encoding : chunked')],
  ['a bare line feed', (at: string) => `GET http://${at}/ HTTP/1.1\nHost: x\nContent-Length: 5\n\n`],
  ['HTTP/2', () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['no HTTP', () => 'hello\r\n\r\n'],
])('%s is refused before anything is connected to', async (_, bytes) => {
  let reached = 0;
  const port = await rawServer((socket) => void ((reached += 1), socket.end()));
  const { path } = await doorWith({ allow: '127.0.0.2' });
  expect(await exchange(path, bytes(`127.0.0.2:${port}`))).toMatch(/^HTTP\/1\.1 400 /);
  expect(reached).toBe(0);
});

test('headers beyond their limit are refused', async () => {
  const port = await echo();
  const { path } = await doorWith({ allow: '127.0.0.2' });
  expect(await exchange(path, get(`http://127.0.0.2:${port}/`, `X: ${'x'.repeat(70_000)}`))).toMatch(
    /^HTTP\/1\.1 431 /,
  );
});

test.each([
  ['a status below 100', 'HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n'],
  [
    'a name in UTF-8',
    'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nContent-Disposition: attachment; filename="報告.txt"\r\n\r\n',
  ],
  ['a control character', 'HTTP/1.1 200 O\x01K\r\nX: a\x01b\r\nContent-Length: 0\r\n\r\n'],
  ['no HTTP', '\x00\x01\x02'],
  ['an upgrade that nobody asked for', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
  ['nothing', ''],
])('a server that answers with %s ends that request and nothing else', async (_, answer) => {
  const port = await rawServer((socket) => void socket.once('data', () => socket.end(Buffer.from(answer))));
  const { path } = await doorWith({ allow: '127.0.0.2' });
  const text = await exchange(path, get(`http://127.0.0.2:${port}/`));
  expect(text).toMatch(/^(HTTP\/1\.1 (200|502) |$)/);
  expect(await exchange(path, get(`http://127.0.0.2:${await echo()}/after`))).toContain('"/after"');
});

test('a session at its limit of connections is refused more, and another one goes on', async () => {
  const port = await rawServer((socket) => void socket.pipe(socket));
  const egress = makeEgress({ allow: '127.0.0.2', connectionsPerSession: 4 });
  const [greedy, neighbour] = [await openDoor(egress, 'ses-a'), await openDoor(egress, 'ses-b')];
  const connectTo = `CONNECT 127.0.0.2:${port} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const held = Array.from({ length: 4 }, () => new Raw(greedy.path, connectTo));
  await vi.waitFor(() => expect(held.every(({ text }) => text.includes('200'))).toBe(true));
  expect(await exchange(greedy.path, connectTo)).toMatch(
    /^HTTP\/1\.1 503 [\s\S]*4 connections to the outside, which is the limit/,
  );
  const other = new Raw(neighbour.path, connectTo);
  await vi.waitFor(() => expect(other.text).toContain('200'));
  for (const { socket } of held) socket.destroy();
  await vi.waitFor(async () => {
    const freed = new Raw(greedy.path, connectTo);
    await vi.waitFor(() => expect(freed.text).toContain('HTTP/1.1'));
    expect(freed.text).toContain('200');
  });
});

test('a client that reads nothing holds up its server instead of filling the daemon', async () => {
  let sent = 0;
  let stalled = false;
  const port = await rawServer((socket) => {
    const more = () => {
      while (socket.write(Buffer.alloc(65_536)) && sent < 64 * 2 ** 20) sent += 65_536;
      sent += 65_536;
      stalled = true;
    };
    socket.on('drain', () => ((stalled = false), more()));
    more();
  });
  const { path } = await doorWith({ allow: '127.0.0.2' });
  const client = new Raw(path, socksRequest('127.0.0.2', port));
  await vi.waitFor(() => expect(client.text.length).toBeGreaterThan(12));
  client.socket.pause();
  let before = -1;
  await vi.waitFor(
    () => {
      const now = sent;
      const quiet = stalled && now === before;
      before = now;
      expect(quiet).toBe(true);
    },
    { timeout: 5000, interval: 200 },
  );
  expect(sent).toBeLessThan(32 * 2 ** 20);
});

test('a connection that never comes about is given up, and says so', async () => {
  const port = await rawServer(() => undefined);
  // An upstream proxy that is silent is a connection without end that a test can have on one
  // machine.
  const upstream = Upstream.read({ HTTPS_PROXY: `http://127.0.0.2:${port}` });
  const { path } = await doorWith({ upstream, names: { 'a.example': ['1.1.1.1'] }, connectMs: 200 });
  expect(await exchange(path, 'CONNECT a.example:443 HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 504 [\s\S]*a\.example:443 did not answer within 0\.2 s/,
  );
  expect((await exchange(path, socksRequest('a.example', 443))).slice(0, 4)).toBe('\x05\x00\x05\x06');
});

test('the machine’s own proxy is given the checked address, its credentials, and nothing that leads inside', async () => {
  let seen = '';
  const port = await rawServer((socket) => {
    socket.once('data', (bytes) => {
      seen += bytes.toString();
      socket.write('HTTP/1.1 200 OK\r\n\r\nfirst ');
      socket.pipe(socket);
    });
  });
  const upstream = Upstream.read({
    https_proxy: `http://me:p%40w@127.0.0.2:${port}`,
    no_proxy: 'direct.example,.corp',
  });
  const { path } = await doorWith({ upstream, names: { 'a.example': ['1.1.1.1'], 'in.example': ['10.0.0.1'] } });
  const client = new Raw(path, 'CONNECT a.example:443 HTTP/1.1\r\nHost: x\r\n\r\nhello');
  await vi.waitFor(() => expect(client.text).toMatch(/first hello$/));
  expect(seen).toContain('CONNECT 1.1.1.1:443 HTTP/1.1\r\n');
  expect(seen).toContain(`Proxy-Authorization: Basic ${Buffer.from('me:p@w').toString('base64')}\r\n`);
  expect(client.text).not.toContain('Basic');
  expect(await exchange(path, 'CONNECT in.example:443 HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 /);
  expect([upstream?.takes('direct.example'), upstream?.takes('x.corp'), upstream?.takes('corp.example')]).toEqual([
    false,
    false,
    true,
  ]);
});

test('when the instance ends, its connections end and its socket is gone', async () => {
  let closed = 0;
  const port = await rawServer((socket) => void socket.resume().on('end', () => (closed += 1)));
  const door = await doorWith({ allow: '127.0.0.2' });
  const client = new Raw(door.path, socksRequest('127.0.0.2', port));
  await vi.waitFor(() => expect(client.text.length).toBe(12));
  door.close();
  await vi.waitFor(() => expect([client.ended, closed]).toEqual([true, 1]));
  await vi.waitFor(async () => expect(await exchange(door.path, 'x')).toBe(''));
});

test('a WebSocket in absolute form is joined to its server', async () => {
  const port = await rawServer((socket) => {
    socket.once('data', (bytes) =>
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n\r\n${bytes.toString().split('\r\n\r\n')[1]}`),
    );
  });
  const { path } = await doorWith({ allow: '127.0.0.2' });
  const head = `GET http://127.0.0.2:${port}/ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;
  const client = new Raw(path, `${head}frame`);
  await vi.waitFor(() => expect(client.text).toMatch(/^HTTP\/1\.1 101 .*frame$/s));
});
