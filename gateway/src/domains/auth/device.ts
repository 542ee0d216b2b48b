// The device flow (RFC 8628): a device asks, a person answers in the console, the device gets
// tokens once.
import type { Scope, SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { randomToken, sha256Hex } from '../../platform/crypto.ts';
import { isConflict } from '../../platform/d1.ts';
import { auditBy, auditChange } from '../audit/index.ts';
import * as store from './device-store.ts';
import { signInOf } from './sign-in.ts';
import { emailKey, membershipsByEmail, userFindInWorkspace } from './store.ts';
import { newSignIn, type SignIn } from './tokens.ts';

const lifetimeSeconds = 900;
const intervalSeconds = 5;
// Consonants only: no words by chance, nothing that looks alike (RFC 8628 section 6.1). 20^8 codes
// at 30 guesses in five minutes.
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';

function randomUserCode(): string {
  // 240 is the largest multiple of 20 in a byte's range: bytes above it would favour the first
  // letters.
  const letters: string[] = [];
  while (letters.length < 8) {
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) {
      if (byte < 240 && letters.length < 8) letters.push(alphabet[byte % 20] ?? '');
    }
  }
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

export interface DeviceStart {
  deviceCode: string;
  userCode: string;
  expiresInSeconds: number;
  intervalSeconds: number;
}

export async function startDevice(
  scope: Scope,
  input: { clientName: string; email?: string | undefined },
): Promise<DeviceStart> {
  const deviceCode = randomToken('bfd');
  const row = {
    device_hash: await sha256Hex(deviceCode),
    client_name: input.clientName,
    ip: scope.ip,
    email_key: input.email ? emailKey(input.email) : null,
    state: 'pending' as const,
    interval_seconds: intervalSeconds,
    created_at: scope.now,
    expires_at: scope.now + lifetimeSeconds * 1000,
  };
  // Two live codes can only meet by chance in 20^8; a second draw ends it.
  for (let draw = 0; ; draw++) {
    const userCode = randomUserCode();
    try {
      await scope.deps.db.run(store.deviceInsert({ ...row, user_code: userCode }));
      if (input.email) await devicesChanged(scope, input.email);
      return { deviceCode, userCode, expiresInSeconds: lifetimeSeconds, intervalSeconds };
    } catch (error) {
      if (draw >= 3 || !isConflict(error, 'user_code')) throw error;
    }
  }
}

export async function pollDevice(scope: Scope, deviceCode: string): Promise<SignIn> {
  const { db } = scope.deps;
  const row = await store.deviceFindByHash(db, await sha256Hex(deviceCode));
  if (!row || row.expires_at <= scope.now || row.state === 'redeemed') throw new Problem('expired_token');
  if (row.state === 'denied') throw new Problem('access_denied');
  if ((await db.run(store.devicePoll(row, scope.now))) === 0) {
    await db.run(store.deviceSlowDown(row.device_hash));
    throw new Problem('slow_down', { interval: Math.min(row.interval_seconds + 5, 60) });
  }
  if (row.state === 'pending' || row.user_id === null || row.workspace_id === null)
    throw new Problem('authorization_pending');
  const user = await userFindInWorkspace(db, row.user_id, row.workspace_id);
  if (!user) throw new Problem('access_denied', {}, 'the approver has left the workspace');
  const facts = { userId: user.id, workspaceId: user.workspaceId, client: 'cli' as const, clientName: row.client_name };
  const signIn = await newSignIn(scope, facts);
  const redeemed = await db.guarded(
    store.deviceRedeem(row.device_hash, scope.now),
    ...signIn.rows,
    auditChange(scope, 'auth.logged_in', {
      workspaceId: user.workspaceId,
      actorId: user.id,
      authSessionId: signIn.authSessionId,
      detail: { device: row.client_name },
    }),
  );
  if (!redeemed) throw new Problem('expired_token');
  await devicesChanged(scope, user.email);
  return signInOf(user, signIn.authSessionId, 'cli', signIn.tokens);
}

export async function findDevice(scope: SignedIn, userCode: string): Promise<store.DeviceRow> {
  const row = await store.deviceFindForUser(scope.deps.db, userCode, scope.caller.email);
  if (!row) throw new Problem('not_found', { what: 'device request' });
  return row;
}

export async function decideDevice(
  scope: SignedIn,
  userCode: string,
  state: 'approved' | 'denied',
): Promise<store.DeviceRow> {
  const { caller, deps } = scope;
  const event = state === 'approved' ? 'auth.device_approved' : 'auth.device_denied';
  const decided = await deps.db.guarded(
    store.deviceDecide(userCode, caller, state, scope.now),
    auditBy(scope, event, null, { userCode }),
  );
  await devicesChanged(scope, caller.email);
  const row = await findDevice(scope, userCode);
  // The same answer by the same person again is the same answer; anything else comes too late.
  const again =
    row.user_id === caller.userId && (row.state === state || (state === 'approved' && row.state === 'redeemed'));
  if (!decided && !again) throw new Problem('device_already_decided', { state: deviceState(row, scope.now) });
  return row;
}

/**
 * Wherever the person with this address follows along, they learn that their device requests are
 * others now.
 */
async function devicesChanged({ deps }: Scope, email: string): Promise<void> {
  const homes = await deps.db.all(membershipsByEmail(email));
  for (const { workspaceId, userId } of homes) deps.feed.changed(workspaceId, { kind: 'account', id: userId });
}

/**
 * A request's state as people see it: handing out the tokens is still an approval, and time runs
 * out by itself.
 */
export function deviceState(row: store.DeviceRow, now: number): 'pending' | 'approved' | 'denied' | 'expired' {
  if (row.state === 'redeemed') return 'approved';
  return row.state === 'pending' && row.expires_at <= now ? 'expired' : row.state;
}
