// Whether sessions can run, and within which limits: the host's word, asked for seldom and with a
// bound on the wait.
import type { SessionsHealth } from '../../../generated/schemas.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RuntimeHost } from '../../platform/runtime-host.ts';

const keptMs = 10_000;
const waitMs = 1_000;

/**
 * Health is asked by probes every few seconds, and by anybody: the host is not asked each time.
 * Never throws.
 */
export class SessionsHealthReader {
  #kept: { until: number; health: SessionsHealth } | null = null;

  async read(host: RuntimeHost, clock: Clock): Promise<SessionsHealth> {
    const now = clock.now();
    if (this.#kept && now < this.#kept.until) return this.#kept.health;
    // Whoever comes while the host is being asked gets the last word. The first caller has none to
    // give.
    if (this.#kept) this.#kept.until = now + waitMs;
    const health = await ask(host);
    this.#kept = { until: clock.now() + (health.available ? keptMs : waitMs), health };
    return health;
  }
}

async function ask(host: RuntimeHost): Promise<SessionsHealth> {
  try {
    return await host.health(waitMs);
  } catch {
    return unknown(
      'The process host does not answer as it should. It is started again by itself; look into the log if that goes on.',
    );
  }
}

const unknown = (reason: string): SessionsHealth => ({ available: false, reason, isolation: null, limits: [] });
