// A version never changes once it is made; only its template does.
import { api } from '#lib/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params, parent }) => {
  await parent();
  const { templateId, versionId } = params;
  const [template, version] = await Promise.all([
    api.call('getTemplate', { params: { templateId } }),
    api.call('getTemplateVersion', { params: { templateId, versionId } }),
  ]);
  return { template, version };
};
