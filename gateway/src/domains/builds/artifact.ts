// What a build made, in OCI's terms (image-spec 1.1): one layer on scratch, its config and its
// manifest, without dates, so that the same tree gives the same digests.
import type { BuildArtifact, Manifest } from '../../../generated/schemas.ts';
import { timestamp } from '../../platform/clock.ts';
import { sha256Hex, hex } from '../../platform/crypto.ts';
import { layerStream, type LayerManifest, manifestKey } from '../layers/index.ts';
import type { ObjectStore } from '../../platform/object-store.ts';
import { buildObjectKey, type Documents } from './documents.ts';
import type { BuildRow } from './store.ts';
import { hasEnded } from './transitions.ts';

export interface Source {
  kind: BuildArtifact['source'];
  bytes: number;
  /** `sha256:…` */
  digest: string;
  /** What was checked out, of a repository. */
  commit?: string;
}

export interface Described {
  artifact: BuildArtifact;
  documents: Documents;
}

interface Layer {
  digest: string;
  bytes: number;
  diffId: string;
}

const digestOf = async (text: string) => `sha256:${await sha256Hex(text)}`;
const bytesOf = (text: string) => new TextEncoder().encode(text).byteLength;

/** The digest of the whole layer as it downloads: of its frames one after the other. */
export async function layerDigest(store: ObjectStore, workspaceId: string, manifest: LayerManifest): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256');
  await layerStream(store, workspaceId, manifest, () => undefined).pipeTo(digest);
  return `sha256:${hex(new Uint8Array(await digest.digest))}`;
}

export async function describe(input: {
  templateName: string;
  versionNumber: number;
  spec: Manifest;
  source: Source;
  workspaceId: string;
  buildId: string;
  layerId: string | null;
  layer: Layer | null;
  now: number;
}): Promise<Described> {
  const { spec, source, layer } = input;
  const labels = {
    'org.opencontainers.image.title': input.templateName,
    'org.opencontainers.image.version': String(input.versionNumber),
    'org.opencontainers.image.revision': source.commit ?? source.digest,
    'org.opencontainers.image.source': source.kind === 'git' ? (spec.git?.repository ?? 'git') : source.kind,
    'org.opencontainers.image.base.name': spec.image,
  };
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: {
      Env: Object.entries(spec.env).map(([name, value]) => `${name}=${value}`),
      WorkingDir: '/workspace',
      ...(spec.start ? { Cmd: ['/bin/bash', '-c', spec.start] } : {}),
      Labels: labels,
    },
    rootfs: { type: 'layers', diff_ids: layer ? [layer.diffId] : [] },
  });
  const configDigest = await digestOf(config);
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: configDigest, size: bytesOf(config) },
    layers: layer
      ? [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd', digest: layer.digest, size: layer.bytes }]
      : [],
    annotations: labels,
  });
  const imageDigest = await digestOf(manifest);
  const slug =
    input.templateName
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'template';
  return {
    documents: { config, manifest },
    artifact: {
      source: source.kind,
      sourceBytes: source.bytes,
      sourceSha256: source.digest,
      artifactKey: input.layerId
        ? manifestKey(input.workspaceId, input.layerId)
        : buildObjectKey(input.workspaceId, input.buildId, 'manifest.json'),
      artifactDigest: layer?.digest ?? imageDigest,
      artifactBytes: layer?.bytes ?? bytesOf(manifest),
      artifactBuiltAt: timestamp(input.now),
      imageReference: `burstflare/${slug}@${imageDigest}`,
      imageDigest,
      configDigest,
      layerDigests: layer ? [layer.digest] : [],
      layerCount: layer ? 1 : 0,
      buildStrategy: layer ? 'session-layer' : 'manifest',
      labels,
    },
  };
}

/** Written by the build, from the contract's own type. */
export const artifactOf = (row: Pick<BuildRow, 'artifact'>): BuildArtifact | null =>
  row.artifact === null ? null : (JSON.parse(row.artifact) as BuildArtifact);

/** What the log tells at the end of an attempt. */
export function closingLines(
  row: Pick<BuildRow, 'status' | 'artifact' | 'last_error' | 'attempts' | 'cut_offs'>,
): string[] {
  const artifact = artifactOf(row);
  if (row.status === 'succeeded') return [...(artifact ? artifactLines(artifact) : []), 'succeeded'];
  const failed = `failed: ${row.last_error ?? 'no reason is known'}`;
  if (!hasEnded(row.status)) return [failed];
  const counted = `${row.status} after ${row.attempts} ${row.attempts === 1 ? 'attempt' : 'attempts'}`;
  return [failed, row.cut_offs > 0 ? `${counted} and ${row.cut_offs} that the platform cut off` : counted];
}

function artifactLines(artifact: BuildArtifact): string[] {
  return [
    `artifact ${artifact.artifactDigest}, ${artifact.artifactBytes} bytes, from ${artifact.source} ${artifact.sourceSha256}`,
    `image ${artifact.imageReference}, config ${artifact.configDigest}`,
  ];
}
