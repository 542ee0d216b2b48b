// What other parts may ask of layers: save and restore one, make one of files or of a download,
// prove and sweep their chunks.
export { readArchiveManifest } from './archive-manifest.ts';
export { lostOfLayer } from './chunk-proof.ts';
export { type ChunkRef, layerStatements, sweepLayers } from './chunk-store.ts';
export type { LayerDeps } from './deps.ts';
export { type LayerFile, layerOfFiles } from './file-layer.ts';
export { importLayer } from './import-layer.ts';
export { type LayerManifest, manifestKey } from './manifest.ts';
export { ContentRefused } from './refusal.ts';
export {
  ContentLost,
  EndUnknown,
  isWhole,
  keepLastSnapshot,
  layerArchive,
  layerStream,
  readManifest,
  restoreLayer,
  restoreLimitMs,
} from './restore-layer.ts';
export { saveLayer } from './save-layer.ts';
export { type LayerWarnings, warningWords } from './save-warnings.ts';
