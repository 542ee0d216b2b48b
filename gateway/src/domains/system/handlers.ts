// System's table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { health } from './service.ts';

export const system = {
  getHealth: async ({ context }) => ({ status: 200, body: await health(context) }),
} satisfies HandlersOf<'system'>;
