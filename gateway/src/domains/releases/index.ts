// What other domains may ask of releases.
export { findRelease, promoteTemplate, rollbackTemplate } from './service.ts';
