// Owns the lock on a file: one flare process at a time changes it. A lock file, because Node has no
// lock that the kernel releases; so other processes must find out when its owner is gone.
import { closeSync, mkdirSync, openSync, readFileSync, statSync, unlinkSync, utimesSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { EXIT, Failure } from '../failures.ts';

export interface LockTimes {
  /** The owner touches the lock this often. */
  touchMs: number;
  /** One that was not touched for this long has no owner any more. */
  staleMs: number;
  /** How long to wait for it. */
  waitMs: number;
  pollMs: number;
}

const TIMES: LockTimes = { touchMs: 5000, staleMs: 20_000, waitMs: 40_000, pollMs: 25 };

interface Owner {
  pid: number;
  host: string;
  /** Distinguishes this lock from any other. */
  id: string;
}

export async function withFileLock<T>(file: string, work: () => Promise<T>, times: LockTimes = TIMES): Promise<T> {
  const path = `${file}.lock`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const own: Owner = { pid: process.pid, host: hostname(), id: randomUUID() };
  const giveUpAt = Date.now() + times.waitMs;
  while (!tryCreate(path, own)) {
    if (isStale(path, times)) breakStale(path, times);
    else if (Date.now() > giveUpAt) throw heldBy(path);
    else await new Promise((resolve) => setTimeout(resolve, times.pollMs));
  }
  const touching = setInterval(() => touch(path, own), times.touchMs);
  touching.unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if (ownerOf(path)?.id === own.id) remove(path);
  }
}

function tryCreate(path: string, owner: Owner): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  writeSync(file, JSON.stringify(owner));
  closeSync(file);
  return true;
}

function isStale(path: string, { staleMs }: LockTimes): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > staleMs) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  const owner = ownerOf(path);
  // On another machine that shares the folder, a process id says nothing: only the time does.
  return owner !== undefined && owner.host === hostname() && !isAlive(owner.pid);
}

/**
 * Two processes may find the same lock stale; the slower one must not remove the faster one's new
 * lock. So removing is itself guarded, and looks again. It all happens in one go, without waiting:
 * only a kill within these microseconds leaves the guard behind.
 */
function breakStale(path: string, times: LockTimes): void {
  const guard = `${path}.break`;
  const own: Owner = { pid: process.pid, host: hostname(), id: randomUUID() };
  if (!tryCreate(guard, own)) {
    if (isStale(guard, times)) remove(guard);
    return;
  }
  if (isStale(path, times)) remove(path);
  remove(guard);
}

function touch(path: string, own: Owner): void {
  if (ownerOf(path)?.id !== own.id) return;
  const now = new Date();
  utimesSync(path, now, now);
}

/** Undefined while it is being written, and when it is gone. */
function ownerOf(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function heldBy(path: string): Failure {
  const owner = ownerOf(path);
  return new Failure({
    code: 'config_locked',
    title: 'Another flare is changing the configuration and does not finish',
    detail: owner === undefined ? path : `${path} is held by process ${owner.pid} on ${owner.host}.`,
    next: 'End that process, or remove the lock file if the process no longer exists.',
    exitCode: EXIT.failure,
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM'; // somebody else's, but alive
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
