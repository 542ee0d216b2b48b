// Register, log in, refresh and log out.
import type { Caller, Scope, SignedIn, Presented } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { randomId, sha256Hex } from '../../platform/crypto.ts';
import { insertIfChanged } from '../../platform/d1.ts';
import { hashPassword, takeTurn, verifyPassword } from '../../platform/passwords.ts';
import { clip } from '../../platform/text.ts';
import { auditBy, auditChange } from '../audit/index.ts';
import { disconnectRevoked } from './disconnect.ts';
import * as store from './store.ts';
import { isPresentedRight, newSignIn, type SignIn, successorsOf, tokenRows, type TokenPair } from './tokens.ts';

/**
 * How long a used refresh token repeats its answer to the client that used it: for an answer that
 * was lost on the way.
 */
const graceMs = 30_000;

const maxNameLength = 100;

interface ClientFacts {
  client: Caller['client'];
  clientName: string;
}

export async function register(
  scope: Scope,
  input: { email: string; password: string; name?: string | undefined } & ClientFacts,
): Promise<SignIn> {
  const { db, config } = scope.deps;
  if (config.registration === 'closed') throw new Problem('registration_closed');
  if (config.registration === 'invite') throw new Problem('registration_invite_only');
  const turn = await takeTurn(scope.network);
  const email = input.email.trim();
  // Both names within what the contract lets a name be: the part before the @ may be longer.
  const name = input.name ?? clip(email.split('@')[0] ?? email, maxNameLength);
  const user = { id: randomId('usr'), email, name, createdAt: scope.now };
  const suffix = "'s workspace";
  const workspaceName = `${clip(name, maxNameLength - suffix.length)}${suffix}`;
  const workspace = { id: randomId('wsp'), name: workspaceName, personal: true, role: 'owner' as const };
  const created = { created_at: scope.now };
  const signIn = await newSignIn(scope, { userId: user.id, workspaceId: workspace.id, ...input });
  const made = await db.guarded(
    store.userInsert({
      ...created,
      id: user.id,
      email,
      email_key: store.emailKey(email),
      name: user.name,
      password_hash: await hashPassword(turn, input.password),
    }),
    insertIfChanged('workspaces', { ...created, id: workspace.id, name: workspace.name, personal: 1 }),
    insertIfChanged('memberships', { ...created, workspace_id: workspace.id, user_id: user.id, role: workspace.role }),
    ...signIn.rows,
    auditChange(scope, 'auth.registered', {
      workspaceId: workspace.id,
      actorId: user.id,
      authSessionId: signIn.authSessionId,
      targetId: user.id,
    }),
  );
  if (!made) throw new Problem('email_taken');
  return { ...signIn, client: input.client, user, workspace };
}

export async function logIn(scope: Scope, input: { email: string; password: string } & ClientFacts): Promise<SignIn> {
  const { db } = scope.deps;
  const turn = await takeTurn(scope.network);
  const found = await store.userFindByEmail(db, input.email);
  const right = await verifyPassword(turn, input.password, found?.passwordHash ?? null);
  if (!found || !right) throw new Problem('invalid_credentials');
  const signIn = await newSignIn(scope, { userId: found.id, workspaceId: found.workspaceId, ...input });
  // A statement that changes this very row's nothing opens the batch: the account may have gone
  // since it was read.
  await db.guarded(
    store.userTouch(found.id),
    ...signIn.rows,
    auditChange(scope, 'auth.logged_in', {
      workspaceId: found.workspaceId,
      actorId: found.id,
      authSessionId: signIn.authSessionId,
    }),
  );
  return signInOf(found, signIn.authSessionId, input.client, signIn.tokens);
}

export function signInOf(
  found: store.UserWithHome,
  authSessionId: string,
  client: Caller['client'],
  tokens: TokenPair,
): SignIn {
  return {
    authSessionId,
    client,
    user: { id: found.id, email: found.email, name: found.name, createdAt: found.createdAt },
    workspace: { id: found.workspaceId, name: found.workspaceName, personal: found.personal === 1, role: found.role },
    tokens,
  };
}

/**
 * Trades a refresh token for new tokens. Threat: a stolen refresh token. Property (RFC 9700 section
 * 4.14.2): it works once; a second use by anybody ends the whole sign-in, the newest access token
 * included. The one exception repeats the very same answer, within the grace, to the same client.
 */
export async function refresh(scope: Scope, refreshToken: string, via: Presented, userAgent: string): Promise<SignIn> {
  const { db } = scope.deps;
  const hash = await sha256Hex(refreshToken);
  const usedBy = await sha256Hex(`${scope.ip}\n${userAgent}`);
  const found = await store.refreshTokenFind(db, hash);
  if (!found || !isPresentedRight(found.client, via)) throw new Problem('refresh_token_invalid');
  const user = await store.userFindInWorkspace(db, found.userId, found.workspaceId);
  if (!user) throw new Problem('refresh_token_invalid');
  const tokens = await successorsOf(scope, refreshToken, scope.now, found.signInEndsAt);
  const used = await db.guarded(
    store.refreshTokenUse(hash, usedBy, scope.now),
    ...(await tokenRows(found.authSessionId, tokens, scope.now)),
  );
  if (used) return signInOf(user, found.authSessionId, found.client, tokens);

  const now = await store.refreshTokenFind(db, hash);
  if (!now || now.revokedAt !== null || now.usedAt === null) throw new Problem('refresh_token_invalid');
  if (now.usedBy === usedBy && scope.now - now.usedAt <= graceMs) {
    return signInOf(
      user,
      now.authSessionId,
      now.client,
      await successorsOf(scope, refreshToken, now.usedAt, now.signInEndsAt),
    );
  }
  await db.guarded(
    store.authSessionRevoke(now.authSessionId, 'refresh_reused', scope.now),
    auditChange(scope, 'auth.refresh_reused', {
      workspaceId: now.workspaceId,
      actorId: now.userId,
      authSessionId: now.authSessionId,
    }),
  );
  await disconnectRevoked(scope.deps, now.userId, scope.now);
  throw new Problem('refresh_token_reused');
}

export async function logOut(scope: SignedIn): Promise<void> {
  await scope.deps.db.guarded(
    store.authSessionRevoke(scope.caller.authSessionId, 'logout', scope.now),
    auditBy(scope, 'auth.logged_out', null),
  );
  await disconnectRevoked(scope.deps, scope.caller.userId, scope.now);
}

export async function logOutEverywhere(scope: SignedIn): Promise<{ revokedAuthSessions: number }> {
  const { db } = scope.deps;
  const { userId } = scope.caller;
  const live = await db.first(store.authSessionsCountLive(userId, scope.now));
  await db.guarded(
    store.authSessionsRevokeAll(userId, 'logout_all', scope.now),
    auditBy(scope, 'auth.logged_out_everywhere', null),
  );
  await disconnectRevoked(scope.deps, userId, scope.now);
  return { revokedAuthSessions: live?.count ?? 0 };
}
