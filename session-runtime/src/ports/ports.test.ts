import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { waitUntil } from '../../../tools/start/wait.ts';
import { ListenerScan, parseTable } from './listeners.ts';
import { merge, nextLookMs } from './watch.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1435 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
   1: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1 0 100 0 0 10 0
   2: 0100007F:1435 0100007F:9999 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 100 0 0 10 0
   3: 0A01A8C0:0051 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 444 1 0 100 0 0 10 0
`;

test('only listening sockets that loopback reaches are taken', () => {
  expect(parseTable(TABLE)).toEqual([
    { port: 5173, address: '127.0.0.1', inode: '111' },
    { port: 80, address: '127.0.0.1', inode: '222' },
  ]);
});

test('a listener of this process is found, and without the mark, or as the runtime’s own, it is not this session’s', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    // A listening TCP server's address is an object.
    const { port } = server.address() as AddressInfo;
    expect((await new ListenerScan(null).scan()).get(port)).toMatchObject({ address: '127.0.0.1', pid: process.pid });
    expect((await new ListenerScan('BURSTFLARE_INSTANCE_ID=nobody').scan()).has(port)).toBe(false);
    expect((await new ListenerScan(null, port).scan()).has(port)).toBe(false);
  } finally {
    server.close();
  }
});

/** Many, so that what others of this machine open and close meanwhile does not make up for them. */
async function listening(count: number) {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  // A listening TCP server's address is an object.
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  const close = () => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { ports, close };
}

test('listeners that come or go are known without a list of the sockets', async () => {
  const scan = new ListenerScan(null);
  expect(scan.mayHaveChanged()).toBe(true);
  const settles = async () => {
    await scan.scan();
    return !scan.mayHaveChanged();
  };
  await waitUntil(settles, 10_000, 'a moment without a change');
  const servers = await listening(60);
  try {
    expect(scan.mayHaveChanged()).toBe(true);
    await waitUntil(settles, 10_000, 'a moment without a change');
  } finally {
    await servers.close();
  }
  expect(scan.mayHaveChanged()).toBe(true);
});

test('a list of any length is read to its end', async () => {
  const servers = await listening(60);
  try {
    const found = await new ListenerScan(null).scan();
    expect(servers.ports.filter((port) => !found.has(port))).toEqual([]);
  } finally {
    await servers.close();
  }
});

const owner = { pid: 7, group: 7, name: 'node' };

test('a port waits, opens, closes and keeps the time of its last change', () => {
  const declared = [{ number: 80, label: 'web' }];
  const waiting = merge(declared, new Map(), [], 't1');
  expect(waiting).toEqual([{ number: 80, label: 'web', declared: true, state: 'waiting', changedAt: 't1' }]);
  const open = merge(
    declared,
    new Map([
      [80, { address: '127.0.0.1', ...owner }],
      [9, { address: '::1', ...owner }],
    ]),
    waiting,
    't2',
  );
  expect(open.map(({ number, state, changedAt }) => [number, state, changedAt])).toEqual([
    [80, 'open', 't2'],
    [9, 'open', 't2'],
  ]);
  const closed = merge(declared, new Map(), open, 't3');
  expect(closed.map(({ number, state, changedAt }) => [number, state, changedAt])).toEqual([[80, 'closed', 't3']]);
  expect(merge(declared, new Map(), closed, 't4')).toEqual(closed);
});

test('a port is looked for often at first, then ever less, and an idle session hardly at all', () => {
  expect([0, 1000, 20_000, 60_000, 3_600_000].map((since) => nextLookMs(since, false))).toEqual([
    100, 100, 1000, 3000, 5000,
  ]);
  expect(nextLookMs(3_600_000, true)).toBe(500);
});
