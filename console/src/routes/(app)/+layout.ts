// Everything in this group needs a sign-in.
import { signedIn } from '#lib/account/guard.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ url }) => ({ me: await signedIn(url) });
