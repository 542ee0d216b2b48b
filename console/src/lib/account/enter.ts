// What follows a sign-in that worked: on to where the person was headed.
import { goto } from '$app/navigation';
import { isServed, nextPath } from '#lib/next-path.ts';
import { account } from './account.svelte.ts';

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
