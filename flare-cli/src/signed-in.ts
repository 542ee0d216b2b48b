// Owns what a sign-in shows as JSON: everything but the tokens.
import type { components } from '@burstflare/sdk';

export function signedIn(apiUrl: string, { user, workspace, authSessionId }: components['schemas']['AuthResult']) {
  return { apiUrl, user, workspace, authSessionId };
}
