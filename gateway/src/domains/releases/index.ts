// What other domains may ask of releases.
export { releaseViews } from './answers.ts';
export { findRelease } from './service.ts';
