// Why something cannot be done, from the contract's own tables. Apart from the account, as the
// sign-in page needs no tables.
import { isAllowed } from '@burstflare/sdk';
import { account } from './account.svelte.ts';

type Asked = Parameters<typeof isAllowed>;

/** Why the person cannot do something now, to something in this state; null if they can. */
export function refusalOf(operation: Asked[0], state: Asked[1] = null): string | null {
  const verdict = isAllowed(operation, state, account.me?.permissions);
  return verdict.allowed ? null : verdict.reason;
}
