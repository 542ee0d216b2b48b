// Owns the daemon's environment.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BODY_STALL_SECONDS } from '../src/http/arrival.ts';
import { defaultLimits, type Limits } from './limits/wanted.ts';

export interface Settings {
  /** A path, or a port on loopback. */
  listen: { path: string } | { port: number; host: string };
  secret: string;
  dataDir: string;
  /** Where exits are reported; null: nowhere. */
  gatewayUrl: string | null;
  /** The folder that build.ts wrote the runtime to. */
  runtimeDir: string;
  /**
   * `auto` serves without bubblewrap and starts no session then, `bubblewrap` does not serve
   * without it, `none` does not ask for it.
   */
  isolation: 'auto' | 'bubblewrap' | 'none';
  /**
   * With `auto`: sessions run where there is no bubblewrap too, open to each other and with this
   * machine open to them.
   */
  unsafeSessions: boolean;
  /** What sessions may reach beyond the outside. */
  egressAllow: string;
  limits: Limits;
  /** How long a request's body may bring nothing. */
  bodyStallSeconds: number;
}

const MIN_SECRET = 16;

export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const secret = env.HOST_SECRET ?? '';
  if (secret.length < MIN_SECRET) throw new Error(`HOST_SECRET must have at least ${MIN_SECRET} characters.`);
  const dataDir = env.HOST_DATA_DIR;
  if (dataDir === undefined) throw new Error('HOST_DATA_DIR is missing: the folder that holds the sessions’ disks.');
  const isolation = env.HOST_ISOLATION ?? 'auto';
  if (isolation !== 'auto' && isolation !== 'bubblewrap' && isolation !== 'none') {
    throw new Error(`HOST_ISOLATION is ${isolation}; it may be auto, bubblewrap or none.`);
  }
  const beside = join(dirname(fileURLToPath(import.meta.url)), '../runtime');
  return {
    listen: env.HOST_SOCKET ? { path: env.HOST_SOCKET } : { port: Number(env.HOST_PORT ?? 0), host: '127.0.0.1' },
    secret,
    dataDir: resolve(dataDir),
    gatewayUrl: env.HOST_GATEWAY_URL ?? null,
    runtimeDir: resolve(env.HOST_RUNTIME ?? beside),
    isolation,
    unsafeSessions: env.BURSTFLARE_UNSAFE_SESSIONS === '1',
    egressAllow: env.HOST_EGRESS_ALLOW ?? '',
    limits: defaultLimits(env),
    bodyStallSeconds: stallSeconds(env.HOST_BODY_STALL_SECONDS),
  };
}

function stallSeconds(text: string | undefined): number {
  const seconds = Number(text ?? BODY_STALL_SECONDS);
  if (!(seconds >= 1 && seconds <= 3600))
    throw new Error(`HOST_BODY_STALL_SECONDS is ${text}; it has to be a number of seconds, from 1 to 3600.`);
  return seconds;
}
