// Workspaces' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import * as service from './service.ts';

export const workspaces = {
  followEvents: ({ context, headers }) => service.followed(context, headers['last-event-id'], { of: 'changes' }),
} satisfies HandlersOf<'workspaces'>;
