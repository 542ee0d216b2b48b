import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { newAccount } from './accounts.ts';
import { Disks } from './disk.ts';
import { RuntimeSocket } from './runtime-socket.ts';
import { readSettings } from './settings.ts';

const folders: string[] = [];
const servers: Server[] = [];
const own = process.getuid?.() ?? 0;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'bf-unit-'));
  folders.push(path);
  return path;
}

afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true });
});

test('a short secret, a missing data folder and an unknown isolation are refused', () => {
  expect(() => readSettings({ HOST_SECRET: 'short', HOST_DATA_DIR: '/x' })).toThrow('HOST_SECRET');
  expect(() => readSettings({ HOST_SECRET: 'x'.repeat(16) })).toThrow('HOST_DATA_DIR');
  expect(() => readSettings({ HOST_SECRET: 'x'.repeat(16), HOST_DATA_DIR: '/x', HOST_ISOLATION: 'chroot' })).toThrow(
    'chroot',
  );
});

test('a socket that belongs to another user, or is none, is not talked to', async () => {
  const path = join(await folder(), 's');
  expect(RuntimeSocket.pin(path, own)).toBeNull();
  const server = createServer((_, response) => response.end(JSON.stringify({ instanceId: 'one' })));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  expect(RuntimeSocket.pin(path, own + 1)).toBeNull();
  expect(RuntimeSocket.pin(join(path, '..'), own)).toBeNull();
  const socket = RuntimeSocket.pin(path, own);
  expect(await socket?.healthy('one')).toBe(true);
  expect(await socket?.healthy('two')).toBe(false);
  socket?.release();
});

test('a disk without a record is half-made: the next daemon removes it and keeps the others', async () => {
  const disks = new Disks(await folder());
  expect(await disks.open()).toEqual([]);
  const account = newAccount(new Set());
  const record = { sessionId: 'ses-a', instanceId: 'one', kind: 'session', account, startedAt: '', exit: null };
  await disks.prepare(record, 'ses-a', 0);
  await disks.prepare({ ...record, sessionId: 'ses-b' }, 'ses-b', 0);
  await rm(join(disks.paths('ses-b').folder, 'record.json'));
  expect(await disks.open()).toEqual([record]);
  expect([await disks.exists('ses-a'), await disks.exists('ses-b')]).toEqual([true, false]);
  await disks.wipe('ses-a');
  await disks.wipe('ses-a');
  expect(await disks.open()).toEqual([]);
});
