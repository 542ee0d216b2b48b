// Templates' table of contents: input to service to reply.
import type { HandlersOf } from '../../operation-handler.ts';
import { signedIn } from '../../scope.ts';
import { mapPage } from '../../platform/paging.ts';
import { templateAnswer, versionAnswer } from './answers.ts';
import { uploadOf } from '../../http/body.ts';
import { downloaded } from '../../http/download.ts';
import * as bundles from './bundles.ts';
import { grantUpload } from '../uploads/index.ts';
import * as service from './service.ts';

export const templates = {
  listTemplates: async ({ context, query }) => ({
    status: 200,
    body: mapPage(await service.listTemplates(signedIn(context), query), templateAnswer),
  }),

  createTemplate: async ({ context, body }) => ({
    status: 201,
    body: templateAnswer(await service.createTemplate(signedIn(context), body)),
  }),

  getTemplate: async ({ context, params }) => ({
    status: 200,
    body: templateAnswer(await service.getTemplate(signedIn(context), params.templateId)),
  }),

  updateTemplate: async ({ context, params, body }) => ({
    status: 200,
    body: templateAnswer(await service.updateTemplate(signedIn(context), params.templateId, body)),
  }),

  deleteTemplate: async ({ context, params }) => {
    await service.deleteTemplate(signedIn(context), params.templateId);
    return { status: 204 };
  },

  archiveTemplate: async ({ context, params }) => ({
    status: 200,
    body: templateAnswer(await service.archiveTemplate(signedIn(context), params.templateId)),
  }),

  restoreTemplate: async ({ context, params }) => ({
    status: 200,
    body: templateAnswer(await service.restoreTemplate(signedIn(context), params.templateId)),
  }),

  listTemplateVersions: async ({ context, params, query }) => ({
    status: 200,
    body: mapPage(await service.listVersions(signedIn(context), params.templateId, query), versionAnswer),
  }),

  createTemplateVersion: async ({ context, params, body }) => ({
    status: 201,
    body: versionAnswer(await service.createVersion(signedIn(context), params.templateId, body)),
  }),

  getTemplateVersion: async ({ context, params }) => ({
    status: 200,
    body: versionAnswer(await service.getVersion(signedIn(context), params.templateId, params.versionId)),
  }),

  downloadBundle: async ({ context, params, headers }) =>
    downloaded(headers, await bundles.downloadBundle(signedIn(context), params.templateId, params.versionId)),

  uploadBundle: async ({ context, params, headers, body }) => {
    const scope = signedIn(context);
    const upload = uploadOf(context.request, body, headers['repr-digest']);
    await bundles.uploadBundle(scope, params.templateId, params.versionId, upload);
    return { status: 200, body: versionAnswer(await service.getVersion(scope, params.templateId, params.versionId)) };
  },

  grantBundleUpload: async ({ context, params }) => {
    const scope = signedIn(context);
    await bundles.checkUploadable(scope, params.templateId, params.versionId);
    return { status: 201, body: await grantUpload(scope, 'bundle', params.templateId, params.versionId) };
  },
} satisfies HandlersOf<'templates'>;
