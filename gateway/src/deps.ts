// What services get: the deployment's parts, and the scope of one request. No HTTP here.
import type { Config } from './env.ts';
import type { Clock } from './platform/clock.ts';
import type { ServerKey } from './platform/crypto.ts';
import type { Database } from './platform/d1.ts';
import type { Log } from './platform/log.ts';
import type { RateLimit, RateLimitResult } from './platform/rate-limiter.ts';
import type { BuildCoordinators } from './domains/builds/coordinators.ts';
import type { ObjectStores } from './platform/object-store.ts';
import type { RuntimeHost } from './platform/runtime-host.ts';
import type { SessionCoordinators } from './domains/sessions/coordinators.ts';

export interface Deps {
  config: Config;
  db: Database;
  clock: Clock;
  serverKey: ServerKey;
  log: Log;
  rateLimit(caller: string, limit: string, subject: string, rule: RateLimit): Promise<RateLimitResult>;
  coordinators: SessionCoordinators;
  host: RuntimeHost;
  objects: ObjectStores;
  builds: BuildCoordinators;
}

export type Role = 'viewer' | 'member' | 'admin' | 'owner';

/** A signed-in person in their current workspace, as one query reads them. */
export interface Caller {
  userId: string;
  email: string;
  name: string;
  userCreatedAt: number;
  authSessionId: string;
  /** When the sign-in ends however often it is refreshed, in milliseconds since 1970. */
  signInEndsAt: number;
  client: 'browser' | 'cli' | 'api';
  workspaceId: string;
  workspaceName: string;
  personal: boolean;
  role: Role;
}

/** One request, as far as services may know of it. */
export interface Scope {
  deps: Deps;
  requestId: string;
  /** The address that the request came from. */
  ip: string;
  /** What counts as one caller: the address, or its IPv6 network. */
  network: string;
  /** The origin by which the caller reaches the API. */
  apiOrigin: string;
  /** When the request came, in milliseconds since 1970. */
  now: number;
  /**
   * A new id such as `tpl-…`. With an Idempotency-Key it is derived from the key, so a request that is repeated after a crash
   * meets its own row instead of making a second one.
   */
  newId(prefix: string): Promise<string>;
}

/** On whose behalf something is done, where no more of them is known: by a grant, for one. */
export type Actor = Pick<Caller, 'workspaceId' | 'userId' | 'authSessionId'>;

export interface Acting extends Scope {
  caller: Actor;
}

export interface SignedIn extends Acting {
  caller: Caller;
}

/** Bytes that somebody uploads, and what they say of them. */
export interface Upload {
  body: ReadableStream<Uint8Array>;
  /** Null when the body comes in chunks. */
  length: number | null;
  /** `sha256:…`; null when the caller names none. */
  digest: string | null;
  contentType: string;
}
