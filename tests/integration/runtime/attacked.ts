// Owns the scene of attacks on a machine's resources: a host, a neighbour that has to go on
// answering, and attackers with limits of their own.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Host, until } from './host.ts';

export const MIB = 1024 * 1024;
const NEIGHBOUR_WITHIN_MS = 2000;

export type Kind = 'session' | 'builder';

interface Limit {
  name: string;
  scope: 'session' | 'process' | 'none';
  reason: string | null;
}

export class Attacked {
  #count = 0;
  readonly #started: string[] = [];

  private constructor(
    readonly host: Host,
    readonly neighbour: string,
  ) {}

  static async boot(uid: number | null): Promise<Attacked> {
    const host = await Host.start({}, uid);
    if (host.isolation !== 'bubblewrap') throw new Error(`These tests need bubblewrap: ${host.stderr}`);
    return new Attacked(host, await host.session());
  }

  /** For whom a limit holds on this machine. */
  async scopeOf(limit: string): Promise<Limit> {
    const { json } = await this.host.call('GET', '/health');
    return json.limits.find(({ name }: Limit) => name === limit);
  }

  async started(kind: Kind, limits: Record<string, unknown>): Promise<string> {
    const id = `${kind === 'session' ? 'ses' : 'bld'}-limits-${this.#count++}`;
    const answer = await this.host.put(id, `${id}-1`, { kind, limits });
    if (answer.status !== 200) throw new Error(`${id} did not start: ${answer.text}`);
    this.#started.push(id);
    return id;
  }

  stop(id: string) {
    return this.host.call('POST', `/instances/${id}/stop`, { instanceId: null, graceSeconds: 0 });
  }

  /** Ends every attacker, so that the next one finds the host and the neighbour as at first. */
  async stopAll(): Promise<void> {
    await Promise.all(this.#started.splice(0).map((id) => this.stop(id)));
  }

  /** The control groups in which this daemon's are made, one for each hierarchy. */
  groups(): string[] {
    return JSON.parse(readFileSync(join(this.host.dataDir, 'cgroups.json'), 'utf8'));
  }

  /**
   * Runs it as a build's command, or as a session's app; its log, as soon as it has ended. Throws
   * where its machine ends first.
   */
  async log(id: string, kind: Kind, command: string): Promise<string> {
    const { host } = this;
    const path = kind === 'builder' ? '/jobs/attack' : '/app';
    if (kind === 'session') await host.bootstrap(id, { start: `${command}\nsleep 0; echo over` });
    else await host.runtime(id, 'POST', '/jobs', { jobId: 'attack', command, timeoutSeconds: 60 });
    const over = async () => {
      const { status, json } = await host.runtime(id, 'GET', path);
      if (status === 200) return ['exited', 'crashed'].includes(json.state);
      if ((await host.call('GET', `/instances/${id}`)).json.state === 'exited') throw new Error('Its machine ended.');
      return false;
    };
    await until(over, () => `the attack is over; the host said ${host.stderr}`, 60);
    return (await host.runtime(id, 'GET', `${path}/log`)).json.text;
  }

  /** Does it, and asks the neighbour all the while: it has to answer each time, within a bound. */
  async beside<T>(attack: Promise<T>): Promise<T> {
    let going = true;
    let worst = 0;
    const asking = (async () => {
      while (going) {
        const asked = performance.now();
        const { status } = await this.host.runtime(this.neighbour, 'GET', '/health');
        expect(status).toBe(200);
        worst = Math.max(worst, performance.now() - asked);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    try {
      return await attack;
    } finally {
      going = false;
      await asking;
      expect(worst).toBeLessThan(NEIGHBOUR_WITHIN_MS);
    }
  }
}
