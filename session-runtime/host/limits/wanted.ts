// Owns how much a session may use: what a start may ask for, and what it gets where it asks for
// nothing.
import { totalmem } from 'node:os';
import type { SessionLimits } from '../../generated/host-schemas.ts';

export interface Limits {
  memoryBytes: number;
  processes: number;
  /** Processors at most; null: as many as others leave. */
  cpus: number | null;
  /** At most; null: a folder of the host's own file system, as large as that. */
  diskBytes: number | null;
  openFiles: number;
}

const MIB = 1024 * 1024;
const USUAL_DISK_MB = 10 * 1024;

/** The operator's defaults, out of the daemon's environment. */
export function defaultLimits(env: NodeJS.ProcessEnv): Limits {
  const cpus = number(env, 'BURSTFLARE_SESSION_CPUS', 0.1);
  const unboundedDisk = env.BURSTFLARE_SESSION_DISK_MB?.trim() === '0';
  return {
    memoryBytes: (number(env, 'BURSTFLARE_SESSION_MEMORY_MB', 128) ?? usualMemory()) * MIB,
    processes: number(env, 'BURSTFLARE_SESSION_PROCESSES', 64) ?? 4096,
    cpus,
    diskBytes: unboundedDisk ? null : (number(env, 'BURSTFLARE_SESSION_DISK_MB', 64) ?? USUAL_DISK_MB) * MIB,
    openFiles: 65_536,
  };
}

/**
 * 4 GiB, or half of a small machine: one session that uses all of its own leaves room for its
 * neighbours.
 */
const usualMemory = () => Math.floor(Math.max(256, Math.min(4096, totalmem() / MIB / 2)));

function number(env: NodeJS.ProcessEnv, name: string, min: number): number | null {
  const text = env[name];
  if (text === undefined || text === '') return null;
  const value = Number(text);
  if (!(value >= min)) throw new Error(`${name} is ${text}; it has to be a number, ${min} or more.`);
  return name.endsWith('_CPUS') ? value : Math.floor(value);
}

/** Field by field as far as the start says; the rest is the operator's. */
export function withDefaults(wanted: Omit<SessionLimits, 'startSeconds'>, defaults: Limits): Limits {
  return {
    memoryBytes: wanted.memoryBytes ?? defaults.memoryBytes,
    processes: wanted.processes ?? defaults.processes,
    cpus: wanted.cpus === undefined ? defaults.cpus : wanted.cpus,
    diskBytes: wanted.diskBytes ?? defaults.diskBytes,
    openFiles: wanted.openFiles ?? defaults.openFiles,
  };
}
