// Holds the host to its word that it reports a session's changed ports by itself, and that no
// session can make it report without end.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Host, until } from './host.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let host: Host;
let gateway: Server;
let gatewayStatus = 204;
let reports: { path: string | undefined; body: unknown; at: number }[] = [];

beforeAll(async () => {
  gateway = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    reports.push({ path: request.url, body: JSON.parse(Buffer.concat(parts).toString()), at: performance.now() });
    response.writeHead(gatewayStatus).end();
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  // A listening TCP server's address is an object.
  const { port } = gateway.address() as AddressInfo;
  host = await Host.start({ HOST_GATEWAY_URL: `http://127.0.0.1:${port}` });
});

beforeEach(() => {
  reports = [];
  gatewayStatus = 204;
});

afterAll(async () => {
  await host?.destroy();
  gateway?.close();
});

const ringsOf = (sessionId: string) =>
  reports.filter(({ path, body }) => path === '/internal/host/rings' && JSON.stringify(body).includes(sessionId));

const openPort = (id: string) =>
  host.run(id, `node -e "require('net').createServer().listen(0, '127.0.0.1')" > /dev/null 2>&1 &`);

test('a port that opens is reported, and again until the gateway has heard it', async () => {
  const id = await host.session();
  await host.bootstrap(id, { start: null, ports: [] });
  gatewayStatus = 503;
  await openPort(id);
  await until(() => ringsOf(id).length >= 2, 'the report is repeated');
  gatewayStatus = 204;
  const before = ringsOf(id).length;
  await until(() => ringsOf(id).length > before, 'the gateway hears');
  expect(ringsOf(id)[0]?.body).toEqual({ sessionId: id, instanceId: `${id}-1` });
});

test('a session whose ports change without end is reported a few times a second and no more', async () => {
  const id = await host.session();
  await host.bootstrap(id, { start: null, ports: [] });
  // A port more with every look that the runtime takes, ten times a second.
  const script = `const net = require('net'); setInterval(() => net.createServer().listen(0, '127.0.0.1'), 50)`;
  await host.run(id, `timeout 3 node -e "${script}"; true`);
  const rings = ringsOf(id);
  expect(rings.length).toBeGreaterThan(1);
  const seconds = ((rings.at(-1)?.at ?? 0) - (rings[0]?.at ?? 0)) / 1000;
  expect(rings.length).toBeLessThanOrEqual(seconds * 4 + 2);
});

test('a daemon that starts after a crash reports what it finds ended', async () => {
  const id = await host.session();
  await host.end('SIGKILL');
  await host.boot();
  await until(
    () => reports.some(({ path, body }) => path === '/internal/host/exits' && JSON.stringify(body).includes(id)),
    'the end of the session is reported',
  );
});
