// Uploads' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { uploadOf } from '../../http/body.ts';
import { uploadByGrant } from './service.ts';

export const uploads = {
  uploadByGrant: async ({ context, params, headers, body }) => {
    await uploadByGrant(context, params.grantId, uploadOf(context.request, body, headers['repr-digest']));
    return { status: 204 };
  },
} satisfies HandlersOf<'uploads'>;
