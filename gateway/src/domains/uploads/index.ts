// What other parts may ask of uploads.
export { grantUpload, maxUploadBytes } from './grants.ts';
