// Asks the process host of a running platform what it has, and tells it to start what nobody asked
// for.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

export interface HostedInstance {
  readonly sessionId: string;
  readonly instanceId: string;
  readonly state: string;
  /** Passed on to its runtime since it started. */
  readonly requests: number;
}

/** The daemon's own answers, by session-runtime/host/instances.ts. */
function askHost(dataDir: string, method: 'GET' | 'PUT', path: string, body?: object): Promise<unknown> {
  const secret = readFileSync(join(dataDir, 'keys/host.key'), 'utf8').trim();
  return new Promise((resolve, reject) => {
    const headers = { host: 'localhost', 'x-burstflare-host-secret': secret, 'content-type': 'application/json' };
    request({ socketPath: join(dataDir, 'run/host.sock'), method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`The host answered ${response.statusCode}: ${text}`));
      });
    })
      .on('error', reject)
      .end(body && JSON.stringify(body));
  });
}

export async function hostedInstances(dataDir: string): Promise<HostedInstance[]> {
  return ((await askHost(dataDir, 'GET', '/instances')) as { items: HostedInstance[] }).items;
}

/** A machine that no coordinator knows of, as one is whose start comes to the host behind a stop. */
export async function leakMachine(dataDir: string, sessionId: string): Promise<HostedInstance> {
  const body = { instanceId: `opn-${crypto.randomUUID()}`, kind: 'session' };
  return (await askHost(dataDir, 'PUT', `/instances/${sessionId}`, body)) as HostedInstance;
}
