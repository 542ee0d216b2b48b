// What other parts may ask of snapshots.
export { snapshotViews } from './answers.ts';
export { beginCapture, type CaptureDeps, type CaptureInput, captureSnapshot } from './capture.ts';
export { uploadSnapshotContent } from './uploads.ts';
export { sessionObjectsDelete, snapshotNewest, snapshotsCutOff, snapshotsOf, snapshotsPrune } from './store.ts';
export { type FileSource, layerSource, type LayerSource, SnapshotGone, snapshotSource } from './source.ts';
