// What other parts may ask of snapshots.
export { captureSnapshot } from './capture.ts';
export { uploadSnapshotContent } from './service.ts';
export {
  layerFind,
  sessionObjectsDelete,
  snapshotFind,
  snapshotsCutOff,
  snapshotsPrune,
  type SnapshotTrigger,
} from './store.ts';
