// Approving a device needs to know who approves. The code is kept through the sign-in.
import { signedIn } from '#lib/account/guard.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ url }) => ({ me: await signedIn(url) });
