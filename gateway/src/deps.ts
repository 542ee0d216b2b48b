// The deployment's parts, as services get them: interfaces only, put together in index.ts.
import type { Config } from './config.ts';
import type { Clock } from './platform/clock.ts';
import type { ServerKey } from './platform/crypto.ts';
import type { Database } from './platform/d1.ts';
import type { Log } from './platform/log.ts';
import type { RateLimit, RateLimitResult } from './platform/rate-limiter.ts';
import type { Builds } from './domains/builds/port.ts';
import type { Sessions } from './domains/sessions/port.ts';
import type { Feed } from './domains/workspaces/port.ts';
import type { ObjectStores } from './platform/object-store.ts';
import type { RuntimeHost } from './platform/runtime-host.ts';

export interface Deps {
  config: Config;
  db: Database;
  clock: Clock;
  serverKey: ServerKey;
  log: Log;
  rateLimit(caller: string, limit: string, subject: string, rule: RateLimit): Promise<RateLimitResult>;
  sessions: Sessions;
  host: RuntimeHost;
  objects: ObjectStores;
  builds: Builds;
  feed: Feed;
}
