// The way into the pages behind sign-in: who is not signed in is sent to the sign-in page, and from there on to where they were headed.
import { goto } from '$app/navigation';
import { redirect } from '@sveltejs/kit';
import { isSignedOut, isSurelySignedOut } from '#lib/data/api.ts';
import { paths } from '#lib/paths.ts';
import { account, type Me } from './account.svelte.ts';
import { isServed, nextPath } from './next-path.ts';

/** For the load of a page behind sign-in: the caller, or the way to the sign-in page and back. */
export async function signedIn(url: URL): Promise<Me> {
  if (isSurelySignedOut()) toSignIn(url);
  try {
    return await account.load();
  } catch (thrown) {
    if (!isSignedOut(thrown)) throw thrown;
    toSignIn(url);
  }
}

function toSignIn(url: URL): never {
  // The cookies went without a sign-out: what this document holds goes with it.
  account.expired();
  const here = url.pathname + url.search;
  redirect(302, paths.login({ next: here === '/' || here === '/sessions' ? undefined : here }));
}

/** What follows a form that signed somebody in. */
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
