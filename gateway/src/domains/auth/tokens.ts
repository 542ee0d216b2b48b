// Access and refresh tokens: opaque, 256 bit, kept as hashes. A sign-in (auth_sessions) is the
// family that they descend from.
import type { Caller, Presented, Scope } from '../../scope.ts';
import { base64Url, randomId, randomToken, sha256Hex } from '../../platform/crypto.ts';
import { type Compilable, insertIfChanged } from '../../platform/d1.ts';

export const accessLifetimeMs = 3600_000;
export const refreshLifetimeMs = 30 * 24 * 3600_000;

export interface TokenPair {
  accessToken: string;
  accessExpiresAt: number;
  refreshToken: string;
  refreshExpiresAt: number;
}

/**
 * Threat: a browser gives its cookies to every port of a host name, and so to whoever listens on
 * another one; what was taken there is sent on as a bearer token, which needs no CSRF value. The
 * other way round, somebody's token is planted as a victim's cookie. Property: the tokens of a
 * browser's sign-in work as its cookies only, those of any other never as cookies; access and
 * refresh alike.
 */
export const isPresentedRight = (client: Caller['client'], via: Presented): boolean =>
  (client === 'browser') === (via === 'cookie');

/** What a sign-in gives: the tokens, to whom they belong, and in which workspace. */
export interface SignIn {
  authSessionId: string;
  client: Caller['client'];
  user: { id: string; email: string; name: string; createdAt: number };
  workspace: { id: string; name: string; personal: boolean; role: Caller['role'] };
  tokens: TokenPair;
}

function withLifetimes(accessToken: string, refreshToken: string, now: number, signInEndsAt: number): TokenPair {
  return {
    accessToken,
    refreshToken,
    accessExpiresAt: Math.min(now + accessLifetimeMs, signInEndsAt),
    refreshExpiresAt: Math.min(now + refreshLifetimeMs, signInEndsAt),
  };
}

/**
 * The successors of a refresh token, derived from it and the server's key. So the same answer can
 * be given again after a lost one, though only hashes are stored, and nobody without the key can
 * derive them.
 */
export async function successorsOf(
  scope: Scope,
  refreshToken: string,
  usedAt: number,
  signInEndsAt: number,
): Promise<TokenPair> {
  const { serverKey } = scope.deps;
  const access = base64Url(await serverKey.mac('access-successor', refreshToken));
  const refresh = base64Url(await serverKey.mac('refresh-successor', refreshToken));
  return withLifetimes(`bfa_${access}`, `bfr_${refresh}`, usedAt, signInEndsAt);
}

/** Rows of a token pair, written only if the statement before them did something. */
export async function tokenRows(authSessionId: string, tokens: TokenPair, now: number): Promise<Compilable<unknown>[]> {
  const row = { auth_session_id: authSessionId, created_at: now };
  return [
    insertIfChanged('tokens', {
      ...row,
      hash: await sha256Hex(tokens.accessToken),
      kind: 'access',
      expires_at: tokens.accessExpiresAt,
    }),
    insertIfChanged('tokens', {
      ...row,
      hash: await sha256Hex(tokens.refreshToken),
      kind: 'refresh',
      expires_at: tokens.refreshExpiresAt,
    }),
  ];
}

export interface NewSignIn {
  authSessionId: string;
  tokens: TokenPair;
  /** To be put into a batch behind the statement that lets the person in. */
  rows: Compilable<unknown>[];
}

export async function newSignIn(
  scope: Scope,
  of: { userId: string; workspaceId: string; client: Caller['client']; clientName: string },
): Promise<NewSignIn> {
  const authSessionId = randomId('aus');
  const expiresAt = scope.now + scope.deps.config.signInSeconds * 1000;
  const tokens = withLifetimes(randomToken('bfa'), randomToken('bfr'), scope.now, expiresAt);
  const session = insertIfChanged('auth_sessions', {
    id: authSessionId,
    user_id: of.userId,
    workspace_id: of.workspaceId,
    client: of.client,
    client_name: of.clientName,
    ip: scope.ip,
    created_at: scope.now,
    expires_at: expiresAt,
  });
  return { authSessionId, tokens, rows: [session, ...(await tokenRows(authSessionId, tokens, scope.now))] };
}
