// On from a form that signed somebody in, to where they were headed. Pages behind sign-in need none
// of it.
import { goto } from '$app/navigation';
import { account } from './account.svelte.ts';
import { isServed, nextPath } from './next-path.ts';

export async function enter(userId: string, next: string | null): Promise<void> {
  account.announceSignIn(userId);
  const target = nextPath(next, location.origin);
  // A document in which somebody was signed in before is not handed on.
  if (isServed(target) || account.wasSignedIn) {
    location.assign(target);
    return;
  }
  await account.reload();
  await goto(target, { replace: true });
}
