// Releases' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { signedIn } from '../../scope.ts';
import { mapPage } from '../../platform/paging.ts';
import { getTemplate, templateAnswer } from '../templates/index.ts';
import { releaseAnswer } from './answers.ts';
import { findRelease, listReleases, promoteTemplate, rollbackTemplate } from './service.ts';

export const releases = {
  listReleases: async ({ context, query }) => ({
    status: 200,
    body: mapPage(await listReleases(signedIn(context), query), releaseAnswer),
  }),

  getRelease: async ({ context, params }) => ({
    status: 200,
    body: releaseAnswer(await findRelease(signedIn(context), params.releaseId)),
  }),

  promoteTemplate: async ({ context, params, body }) => {
    const scope = signedIn(context);
    const release = await promoteTemplate(scope, params.templateId, body.versionId);
    return {
      status: 201,
      body: {
        template: templateAnswer(await getTemplate(scope, params.templateId)),
        release: releaseAnswer(release),
      },
    };
  },

  rollbackTemplate: async ({ context, params, body }) => {
    const scope = signedIn(context);
    const release = await rollbackTemplate(scope, params.templateId, body.releaseId);
    return {
      status: 201,
      body: {
        template: templateAnswer(await getTemplate(scope, params.templateId)),
        release: releaseAnswer(release),
      },
    };
  },
} satisfies HandlersOf<'releases'>;
