// Releases' table of contents: input to service to reply.
import type { HandlersOf } from '../../contract.ts';
import { signedIn } from '../../http/context.ts';
import { mapPage } from '../../platform/paging.ts';
import { findRelease, listReleases, releaseAnswer } from './service.ts';

export const releases = {
  listReleases: async ({ context, query }) => ({
    status: 200,
    body: mapPage(await listReleases(signedIn(context), query), releaseAnswer),
  }),

  getRelease: async ({ context, params }) => ({
    status: 200,
    body: releaseAnswer(await findRelease(signedIn(context), params.releaseId)),
  }),
} satisfies HandlersOf<'releases'>;
