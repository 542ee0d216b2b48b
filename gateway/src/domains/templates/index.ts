// What other domains may ask of templates.
export { manifestOf } from './answers.ts';
export { grantUpload } from '../uploads/grants.ts';
export { getTemplate, getVersion } from './service.ts';
export type { TemplateRow, VersionRow } from './store.ts';
