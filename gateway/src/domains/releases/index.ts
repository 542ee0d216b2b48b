// What other domains may ask of releases.
export { findRelease } from './service.ts';
