// What auth tells of people, sign-ins and devices, in the contract's form.
import type { AuthResult, DeviceRequest, Me } from '../../../generated/schemas.ts';
import type { SignedIn, Context } from '../../scope.ts';
import { setSignInCookies } from '../../http/cookies.ts';
import { csrfTokenOf } from '../../http/csrf.ts';
import { permissionsOf } from '../../authorize.ts';
import { optionalTimestamp, timestamp } from '../../platform/clock.ts';
import { deviceState } from './device.ts';
import { type DeviceRow, devicesPendingFor } from './device-store.ts';
import { membershipsOf, passkeysOf } from './store.ts';
import type { SignIn } from './tokens.ts';

/**
 * The reply to a sign-in: a browser gets its tokens as cookies and never in the body, anybody else
 * the other way round.
 */
export async function signInAnswer(context: Context, signIn: SignIn): Promise<AuthResult> {
  const { tokens, user, workspace, authSessionId } = signIn;
  const who = {
    user: { ...user, createdAt: timestamp(user.createdAt) },
    workspace: { workspaceId: workspace.id, name: workspace.name, personal: workspace.personal, role: workspace.role },
    authSessionId,
  };
  if (signIn.client === 'browser') {
    const csrfToken = await csrfTokenOf(context.deps.serverKey, authSessionId);
    const refreshMaxAgeSeconds = Math.floor((tokens.refreshExpiresAt - context.now) / 1000);
    setSignInCookies(context.replyHeaders, { ...tokens, csrfToken, refreshMaxAgeSeconds });
    return { ...who, csrfToken };
  }
  return {
    ...who,
    tokens: {
      tokenType: 'Bearer',
      accessToken: tokens.accessToken,
      accessTokenExpiresAt: timestamp(tokens.accessExpiresAt),
      refreshToken: tokens.refreshToken,
      refreshTokenExpiresAt: timestamp(tokens.refreshExpiresAt),
    },
  };
}

export async function meAnswer(scope: SignedIn, viaCookie: boolean): Promise<Me> {
  const { caller, deps, now } = scope;
  const [memberships, passkeys, devices] = await deps.db.allOf(
    membershipsOf(caller.userId),
    passkeysOf(caller.userId),
    devicesPendingFor(caller.email, now),
  );
  return {
    user: { id: caller.userId, email: caller.email, name: caller.name, createdAt: timestamp(caller.userCreatedAt) },
    workspace: {
      workspaceId: caller.workspaceId,
      name: caller.workspaceName,
      personal: caller.personal,
      role: caller.role,
    },
    authSessionId: caller.authSessionId,
    ...(viaCookie ? { csrfToken: await csrfTokenOf(deps.serverKey, caller.authSessionId) } : {}),
    memberships: memberships.map((row) => ({ ...row, personal: row.personal === 1 })),
    passkeys: passkeys.map((row) => ({
      id: row.id,
      label: row.label,
      algorithm: row.algorithm,
      // Written by us, as a JSON list of texts; the column's CHECK holds the form.
      transports: JSON.parse(row.transports) as string[],
      createdAt: timestamp(row.created_at),
      lastUsedAt: optionalTimestamp(row.last_used_at),
    })),
    pendingDevices: devices.map((row) => deviceAnswer(row, now)),
    pendingDeviceCodes: devices.length,
    permissions: permissionsOf(caller.role),
  };
}

export function deviceAnswer(row: DeviceRow, now: number): DeviceRequest {
  return {
    userCode: row.user_code,
    clientName: row.client_name,
    state: deviceState(row, now),
    ip: row.ip,
    createdAt: timestamp(row.created_at),
    expiresAt: timestamp(row.expires_at),
  };
}
