// The places where a session's traffic can be met: the gateway, the process host, and the runtime's own socket.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { TestPlatform } from '../support/platform.ts';

export interface Hop {
  readonly at: { readonly port: number } | { readonly path: string };
  /** What comes before the runtime's own path. */
  readonly prefix: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function hostHop(platform: TestPlatform, sessionId: string): Hop {
  const secret = readFileSync(join(platform.dataDir, 'keys/host.key'), 'utf8').trim();
  return {
    at: { port: listeningPort(platform.hostPid) },
    prefix: `/instances/${sessionId}/runtime`,
    headers: { host: 'localhost', 'x-burstflare-host-secret': secret },
  };
}

export function runtimeHop(platform: TestPlatform, sessionId: string): Hop {
  const path = join(platform.dataDir, 'host/instances', sessionId, 'run/runtime.sock');
  return { at: { path }, prefix: '', headers: { host: 'localhost' } };
}

/** The one TCP port that a process listens on; the host tells it to nobody but the gateway. */
function listeningPort(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  const links = readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name));
    } catch {
      return ''; // closed meanwhile
    }
  });
  const inodes = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  for (const line of readFileSync('/proc/net/tcp', 'latin1').split('\n').slice(1)) {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    if (state === '0A' && inodes.has(inode)) return Number.parseInt(local.split(':')[1] ?? '', 16);
  }
  throw new Error(`Process ${pid} listens on no port.`);
}
