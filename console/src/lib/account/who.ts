// Who did something. The API names people by id; the one whose name a page knows is the reader.
import { account } from './account.svelte.ts';

export const who = (userId: string | null): string =>
  userId === null ? 'BurstFlare' : userId === account.me?.user.id ? 'You' : userId;

/** The same within a sentence. */
export const byWhom = (userId: string | null): string => (who(userId) === 'You' ? 'by you' : `by ${who(userId)}`);
