import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withFileLock } from './lock.ts';

const times = { touchMs: 20, staleMs: 60_000, waitMs: 10_000, pollMs: 2 };
type Child = ChildProcessByStdio<null, Readable, null>;

let folder: string;
let file: string;
const children: Child[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'flare-lock-'));
  file = join(folder, 'config.json');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A process of its own that runs `body` with the lock module; Node strips the types. */
function start(body: string): Child {
  const lock = JSON.stringify(new URL('./lock.ts', import.meta.url).href);
  const script = `const { withFileLock } = await import(${lock}); const file = ${JSON.stringify(file)};\n${body}`;
  const child = spawn(process.execPath, ['--conditions=burstflare-source', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

test('processes that change the file at the same time lose none of the changes', async () => {
  writeFileSync(file, '0');
  const body = `
    import { readFileSync, writeFileSync } from 'node:fs';
    for (let i = 0; i < 25; i += 1) {
      await withFileLock(file, async () => {
        const count = Number(readFileSync(file, 'utf8'));
        await new Promise((resolve) => setImmediate(resolve));
        writeFileSync(file, String(count + 1));
      }, ${JSON.stringify(times)});
    }`;
  const codes = await Promise.all([1, 2, 3].map(async () => (await once(start(body), 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0]);
  expect(readFileSync(file, 'utf8')).toBe('75');
});

test('the lock of a process that was killed is taken over', async () => {
  const holder = start(
    `await withFileLock(file, () => { console.log('held'); return new Promise(() => setInterval(() => {}, 1000)); });`,
  );
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(`${file}.lock`)).toBe(true);
  expect(await withFileLock(file, async () => 'mine', times)).toBe('mine');
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test('several processes that find the same dead lock still go one after the other', async () => {
  writeFileSync(`${file}.lock`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), id: 'dead' }));
  let inside = 0;
  const visit = () =>
    withFileLock(
      file,
      async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      },
      times,
    );
  await Promise.all(Array.from({ length: 20 }, visit));
});

test('a lock from another machine is waited for until it is old', async () => {
  const lock = `${file}.lock`;
  writeFileSync(lock, JSON.stringify({ pid: 1, host: 'elsewhere', id: 'theirs' }));
  await expect(withFileLock(file, async () => {}, { ...times, waitMs: 30 })).rejects.toMatchObject({
    details: { code: 'config_locked', detail: expect.stringContaining('process 1 on elsewhere') },
  });
  const old = new Date(Date.now() - 61_000);
  utimesSync(lock, old, old);
  expect(await withFileLock(file, async () => 'mine', times)).toBe('mine');
});

test('a long piece of work keeps its lock fresh', async () => {
  const lock = `${file}.lock`;
  await withFileLock(
    file,
    async () => {
      const old = new Date(Date.now() - 59_000);
      utimesSync(lock, old, old);
      const { statSync } = await import('node:fs');
      await vi.waitFor(() => expect(Date.now() - statSync(lock).mtimeMs).toBeLessThan(5000), { timeout: 10_000 });
    },
    times,
  );
});

test('work that fails gives the lock back', async () => {
  await expect(withFileLock(file, () => Promise.reject(new Error('no')), times)).rejects.toThrow('no');
  expect(existsSync(`${file}.lock`)).toBe(false);
});
