// What follows a sign-in that worked: on to where the person was headed.
import { goto } from '$app/navigation';
import { isServed, nextPath } from '#lib/next-path.ts';
import { account } from './account.svelte.ts';

export async function enter(userId: string, next: string | null): Promise<void> {
  account.announceSignIn(userId);
  const target = nextPath(next, location.origin);
  if (isServed(target)) {
    location.assign(target);
    return;
  }
  await account.reload();
  await goto(target, { replace: true });
}
