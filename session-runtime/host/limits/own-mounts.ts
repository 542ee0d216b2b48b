// Owns the daemon's mount namespace: what it mounts is seen by it and its sessions alone, and gone
// when they are, however they end.
import { spawnSync } from 'node:child_process';
import { isRoot } from '../accounts.ts';

const MARK = 'HOST_MOUNTS_OF';
const WAY_IN = ['--mount', '--propagation', 'slave', '--'];

/**
 * Starts this program again, as the same process, in a mount namespace of its own; returns where it
 * is in one, or may make none. A daemon that is killed could otherwise leave its sessions' disks
 * mounted, with nobody to unmount them.
 */
export function enterOwnMounts(): void {
  if (!isRoot || hasOwnMounts() || process.execve === undefined) return;
  if (spawnSync('unshare', [...WAY_IN, 'true'], { stdio: 'ignore' }).status !== 0) return;
  const program = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  const env = { ...process.env, [MARK]: String(process.pid) };
  // By way of a shell's search, since execve wants a path and unshare is not in the same place
  // everywhere.
  process.execve('/bin/sh', ['sh', '-c', 'exec unshare "$@"', 'sh', ...WAY_IN, ...program], env);
}

/**
 * The process's number stays the same, so that a mark that was inherited from another daemon is
 * recognised.
 */
export const hasOwnMounts = () => process.env[MARK] === String(process.pid);
