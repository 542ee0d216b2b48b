// Sessions' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { signedIn } from '../../scope.ts';
import { mapPage } from '../../platform/paging.ts';
import { isWilled } from '../../http/csrf.ts';
import { isNavigation, redirect } from '../../http/navigation.ts';
import { openPreview } from './preview/open.ts';
import { followed } from '../workspaces/index.ts';
import { sessionAnswer } from './answers.ts';
import * as service from './service.ts';

export const sessions = {
  listSessions: async ({ context, query }) => ({
    status: 200,
    body: mapPage(await service.listSessions(signedIn(context), query), (view) =>
      sessionAnswer(context.deps.config, view),
    ),
  }),

  createSession: async ({ context, body }) => ({
    status: 201,
    body: sessionAnswer(context.deps.config, await service.createSession(signedIn(context), body)),
  }),

  getSession: async ({ context, params }) => ({
    status: 200,
    body: sessionAnswer(context.deps.config, await service.getSession(signedIn(context), params.sessionId)),
  }),

  updateSession: async ({ context, params, body }) => ({
    status: 200,
    body: sessionAnswer(
      context.deps.config,
      await service.renameSession(signedIn(context), params.sessionId, body.name),
    ),
  }),

  startSession: async ({ context, params }) => ({
    status: 200,
    body: sessionAnswer(
      context.deps.config,
      await service.commandSession(signedIn(context), params.sessionId, 'start'),
    ),
  }),

  stopSession: async ({ context, params, query }) => ({
    status: 200,
    body: sessionAnswer(
      context.deps.config,
      await service.commandSession(signedIn(context), params.sessionId, 'stop', query),
    ),
  }),

  restartSession: async ({ context, params }) => ({
    status: 200,
    body: sessionAnswer(
      context.deps.config,
      await service.commandSession(signedIn(context), params.sessionId, 'restart'),
    ),
  }),

  deleteSession: async ({ context, params }) => {
    await service.commandSession(signedIn(context), params.sessionId, 'delete');
    return { status: 204 };
  },

  listSessionEvents: async ({ context, params, query }) => ({
    status: 200,
    body: await service.listEvents(signedIn(context), params.sessionId, query),
  }),

  followSessionEvents: async ({ context, params: { sessionId }, headers, query: { after } }) => {
    await service.checkOwned(signedIn(context), sessionId);
    return followed(context, headers['last-event-id'], { of: 'session', sessionId, after });
  },

  openPreview: async ({ context, params, query }) => {
    const willed = isWilled(context.request, context.via);
    const preview = await openPreview(signedIn(context), params.sessionId, query, willed);
    return isNavigation(context.request)
      ? { status: 302, response: redirect(preview.signInUrl) }
      : { status: 200, body: preview };
  },
} satisfies HandlersOf<'sessions'>;
