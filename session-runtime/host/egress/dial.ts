// Owns making the connection: to the checked addresses and to nothing else, or through the
// machine's own proxy.
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { opened } from './opened.ts';
import type { Route } from './policy.ts';
import { Refusal } from './refusal.ts';
import { showTarget } from './target.ts';
import { throughUpstream, type Upstream } from './upstream.ts';

export interface DialOptions {
  readonly upstream: Upstream | null;
  readonly timeoutMs: number;
  /** Whoever wanted the connection is gone. */
  readonly signal: AbortSignal;
}

// The system gives no sign of a route that swallows packets, and the next address may be a better
// one.
const NEXT_ADDRESS_MS = 2000;

/** A connection that is open. Rejects with a Refusal that says why there is none. */
export async function dial(route: Route, { upstream, timeoutMs, signal }: DialOptions): Promise<Socket> {
  const proxied = upstream !== null && upstream.takes(route.target.host);
  const ends = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    if (proxied) return await throughUpstream(upstream, route, ends);
    if (route.addresses.length === 0) {
      throw new Refusal('unknown_name', `The name ${route.target.host} has no address.`, 'ENOTFOUND');
    }
    return await opened(pinned(route, ends), ends);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw failure(error, route, timeoutMs, signal);
  }
}

function pinned({ target, addresses }: Route, signal: AbortSignal): Socket {
  const families = addresses.map((address) => ({ address, family: isIP(address) }));
  // Node asks it for the addresses; it is given those that were checked, and no system resolver is
  // asked again.
  const lookup: LookupFunction = (_name, options, done) => {
    if (options.all === true) done(null, families);
    else done(null, families[0]?.address ?? '', families[0]?.family);
  };
  return connect({
    host: 'checked.invalid', // The host's place in Node's call: a name that never exists, so that no fault can lead anywhere.
    port: target.port,
    lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    signal,
  });
}

function failure(error: unknown, { target }: Route, timeoutMs: number, signal: AbortSignal): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  const late = code === 'ETIMEDOUT' || code === null || code === 'ABORT_ERR';
  if (late && !signal.aborted) {
    return new Refusal('timed_out', `${showTarget(target)} did not answer within ${timeoutMs / 1000} s.`, 'ETIMEDOUT');
  }
  return new Refusal('unreachable', `${showTarget(target)} cannot be reached (${code ?? String(error)}).`, code);
}
