// Snapshots' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { signedIn } from '../../scope.ts';
import { uploadOf } from '../../http/body.ts';
import { downloaded } from '../../http/download.ts';
import { mapPage } from '../../platform/paging.ts';
import { grantUpload } from '../uploads/index.ts';
import { restoreAnswer } from '../sessions/index.ts';
import { snapshotAnswer } from './answers.ts';
import { getSnapshot } from './lookup.ts';
import * as service from './service.ts';
import * as uploads from './uploads.ts';

export const snapshots = {
  listSnapshots: async ({ context, params, query }) => ({
    status: 200,
    body: mapPage(await service.listSnapshots(signedIn(context), params.sessionId, query), snapshotAnswer),
  }),

  createSnapshot: async ({ context, params, body }) => ({
    status: 201,
    body: snapshotAnswer(await service.createSnapshot(signedIn(context), params.sessionId, body)),
  }),

  getSnapshot: async ({ context, params }) => ({
    status: 200,
    body: snapshotAnswer(await getSnapshot(signedIn(context), params.sessionId, params.snapshotId)),
  }),

  updateSnapshot: async ({ context, params, body }) => ({
    status: 200,
    body: snapshotAnswer(
      await service.labelSnapshot(signedIn(context), params.sessionId, params.snapshotId, body.label),
    ),
  }),

  deleteSnapshot: async ({ context, params }) => {
    await service.deleteSnapshot(signedIn(context), params.sessionId, params.snapshotId);
    return { status: 204 };
  },

  downloadSnapshot: async ({ context, params, headers }) =>
    downloaded(headers, await service.downloadSnapshot(signedIn(context), params.sessionId, params.snapshotId)),

  uploadSnapshot: async ({ context, params, headers, body }) => {
    const scope = signedIn(context);
    const upload = uploadOf(context.request, body, headers['repr-digest']);
    await uploads.uploadSnapshotContent(scope, params.sessionId, params.snapshotId, upload);
    return { status: 200, body: snapshotAnswer(await getSnapshot(scope, params.sessionId, params.snapshotId)) };
  },

  grantSnapshotUpload: async ({ context, params }) => {
    const scope = signedIn(context);
    await uploads.checkUploadable(scope, params.sessionId, params.snapshotId);
    return { status: 201, body: await grantUpload(scope, 'snapshot', params.sessionId, params.snapshotId) };
  },

  getRestore: async ({ context, params }) => ({
    status: 200,
    body: await service.getRestore(signedIn(context), params.sessionId, params.snapshotId),
  }),

  restoreSnapshot: async ({ context, params }) => ({
    status: 200,
    body: restoreAnswer(
      context.deps.config,
      await service.restoreSnapshot(signedIn(context), params.sessionId, params.snapshotId),
    ),
  }),
} satisfies HandlersOf<'snapshots'>;
