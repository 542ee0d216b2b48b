// Who the person is, kept fresh. Apart from the account, as the sign-in page follows nothing.
import { api } from '#lib/data/api.ts';
import { again, type Source } from '#lib/data/live.svelte.ts';
import type { Me } from './account.svelte.ts';

/** A role that changed, a device that asks, and that its time has run out. */
export const meSource: Source<Me> = {
  key: 'me',
  read: (signal) => api.call('getMe', { signal }),
  takes: (me, { event }) => (event === 'account' ? again : me),
  until: ({ pendingDevices }) =>
    pendingDevices.length === 0 ? null : Math.min(...pendingDevices.map(({ expiresAt }) => Date.parse(expiresAt))),
};
