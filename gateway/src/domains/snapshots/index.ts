// What other parts may ask of snapshots.
export { captureSnapshot } from './capture.ts';
export { uploadSnapshotContent } from './service.ts';
export { layerFind, sessionObjectsDelete, snapshotFind, snapshotsCutOff, type SnapshotTrigger } from './store.ts';
