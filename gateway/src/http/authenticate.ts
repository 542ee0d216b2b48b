// Who asks: reads the credential that the operation's security allows and has auth find its person,
// in one D1 round trip.
import type { Operation } from '../contract.ts';
import type { Deps } from '../deps.ts';
import { findCaller } from '../domains/auth/index.ts';
import type { Presented, Principal } from '../scope.ts';
import { Problem } from '../errors.ts';
import { readCookie, sessionCookie } from './cookies.ts';
import { isOtherNameOfHome } from './home.ts';

export interface Authenticated {
  principal: Principal;
  via: Presented;
}

/**
 * An Authorization header decides alone where it is present: a request that names a wrong token is
 * not saved by a cookie. Every way to be wrong (unknown, expired, revoked, no member any more, a
 * browser's token without its cookie) answers alike.
 */
export async function authenticate(
  operation: Operation,
  request: Request,
  deps: Deps,
  now: number,
): Promise<Authenticated> {
  const header = request.headers.get('authorization');
  const via = header === null ? 'cookie' : 'token';
  // By other names of this machine come cookies that anybody's program may have set (home.ts).
  if (via === 'cookie' && isOtherNameOfHome(deps.config, new URL(request.url))) throw new Problem('unauthenticated');
  const scheme = via === 'token' ? 'accessToken' : 'sessionCookie';
  const token = header === null ? readCookie(request, sessionCookie) : /^Bearer (\S{1,256})$/i.exec(header)?.[1];
  if (!token || !operation.security.includes(scheme)) throw new Problem('unauthenticated');
  const caller = await findCaller(deps, token, via, now);
  if (!caller) throw new Problem('unauthenticated');
  return { principal: { kind: 'person', caller }, via };
}
