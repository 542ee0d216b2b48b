// Asks the process host of a running platform what it has.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

export interface HostedInstance {
  readonly sessionId: string;
  readonly state: string;
  /** Passed on to its runtime since it started. */
  readonly requests: number;
}

export function hostedInstances(dataDir: string): Promise<HostedInstance[]> {
  const secret = readFileSync(join(dataDir, 'keys/host.key'), 'utf8').trim();
  return new Promise((resolve, reject) => {
    const headers = { host: 'localhost', 'x-burstflare-host-secret': secret };
    request({ socketPath: join(dataDir, 'run/host.sock'), path: '/instances', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      // the daemon's own list, by session-runtime/host/instances.ts
      response.on('end', () => resolve((JSON.parse(text) as { items: HostedInstance[] }).items));
    })
      .on('error', reject)
      .end();
  });
}
