// For the load of a page behind sign-in.
import { redirect } from '@sveltejs/kit';
import { isSignedOut, isSurelySignedOut } from '#lib/data/api.ts';
import { paths } from '#lib/paths.ts';
import { account, type Me } from './account.svelte.ts';

/** The caller, or the way to the sign-in page and back. */
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
