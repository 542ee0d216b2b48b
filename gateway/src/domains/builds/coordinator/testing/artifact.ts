// What a build made, for tests that only pass it on.
import type { BuildArtifact } from '../../../../../generated/schemas.ts';

const digest = `sha256:${'0'.repeat(64)}`;

export const artifact: BuildArtifact = {
  source: 'manifest',
  sourceBytes: 2,
  sourceSha256: digest,
  artifactKey: 'wsp-1/layers/lyr-1.json',
  artifactDigest: digest,
  artifactBytes: 5,
  artifactBuiltAt: '2026-11-28T00:00:00.000Z',
  imageReference: `burstflare/web@${digest}`,
  imageDigest: digest,
  configDigest: digest,
  layerDigests: [digest],
  layerCount: 1,
  buildStrategy: 'session-layer',
  labels: {},
};
