// What other domains may ask of templates.
export { manifestOf, templateAnswer, templateViews, versionViews } from './answers.ts';
export { uploadBundle } from './bundles.ts';
export { getTemplate, getVersion } from './service.ts';
export type { TemplateRow, VersionRow } from './store.ts';
