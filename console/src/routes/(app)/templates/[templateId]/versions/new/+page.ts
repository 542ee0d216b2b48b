// The template, and the version to begin with where the address names one.
import { api } from '#lib/data/api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ params: { templateId }, url, parent }) => {
  await parent();
  const versionId = url.searchParams.get('from');
  const [template, from] = await Promise.all([
    api.call('getTemplate', { params: { templateId } }),
    versionId ? api.call('getTemplateVersion', { params: { templateId, versionId } }) : null,
  ]);
  return { template, from };
};
