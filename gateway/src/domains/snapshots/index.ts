// What other parts may ask of snapshots.
export { captureSnapshot } from './capture.ts';
export { uploadSnapshotContent } from './service.ts';
export { sessionObjectsDelete, snapshotsCutOff, snapshotsPrune, type SnapshotTrigger } from './store.ts';
export { type FileSource, layerSource, type LayerSource, snapshotSource } from './source.ts';
