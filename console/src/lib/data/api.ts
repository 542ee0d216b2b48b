// The console's one client. The page's own origin and its cookies: no token is ever within a
// script's reach.
import { createClient, ProblemError, type Client, type components } from '@burstflare/sdk';

export type Schemas = components['schemas'];

const client = createClient({ baseUrl: '', credentials: 'cookie' });

/**
 * Refusals that mean: this browser is not signed in, and no refresh helped. A wrong password is a
 * 401 too, and is not among them.
 */
const signedOutCodes = new Set(['unauthenticated', 'refresh_token_invalid', 'refresh_token_reused']);

export function isSignedOut(thrown: unknown): boolean {
  return thrown instanceof ProblemError && signedOutCodes.has(thrown.code);
}

/**
 * Nobody is signed in with this browser: the cookie that scripts may read comes and goes with those
 * that they may not.
 */
export const isSurelySignedOut = (): boolean => !/(?:^|;\s*)burstflare_csrf=[^;]/.test(document.cookie);

let onSignedOut = () => {};

/** The account sets what happens when a sign-in ends under a page. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

// Each call, whichever page makes it, notices that the sign-in has ended.
const call: Client['call'] = async (...request) => {
  try {
    return await client.call(...request);
  } catch (thrown) {
    if (isSignedOut(thrown)) onSignedOut();
    throw thrown;
  }
};

const follow: Client['follow'] = async function* (...request) {
  try {
    yield* client.follow(...request);
  } catch (thrown) {
    if (isSignedOut(thrown)) onSignedOut();
    throw thrown;
  }
};

export const api: Client = { ...client, call, follow };
