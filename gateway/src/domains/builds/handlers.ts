// Builds' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { signedIn } from '../../scope.ts';
import { mapPage } from '../../platform/paging.ts';
import { followed } from '../workspaces/index.ts';
import { buildAnswer } from './answers.ts';
import * as service from './service.ts';

export const builds = {
  listBuilds: async ({ context, query }) => ({
    status: 200,
    body: mapPage(await service.listBuilds(signedIn(context), query), buildAnswer),
  }),

  getBuild: async ({ context, params }) => ({
    status: 200,
    body: buildAnswer(await service.getBuild(signedIn(context), params.buildId)),
  }),

  readBuildLog: async ({ context, params, query }) => ({
    status: 200,
    body: await service.readLog(signedIn(context), params.buildId, query.offset, query.waitSeconds),
  }),

  followBuildLog: async ({ context, params, headers, query }) => {
    await service.getBuild(signedIn(context), params.buildId);
    return followed(context, headers['last-event-id'], { of: 'build', buildId: params.buildId, offset: query.offset });
  },

  getBuildArtifact: async ({ context, params }) => ({
    status: 200,
    body: await service.getArtifact(signedIn(context), params.buildId),
  }),

  retryBuild: async ({ context, params }) => ({
    status: 200,
    body: buildAnswer(await service.retryBuild(signedIn(context), params.buildId)),
  }),

  retryDeadLetteredBuilds: async ({ context }) => ({
    status: 200,
    body: { buildIds: await service.retryDeadLettered(signedIn(context)) },
  }),
} satisfies HandlersOf<'builds'>;
