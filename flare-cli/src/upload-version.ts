// Owns adding a version with its bundle: announced by digest, sent only if the deployment does not have it, by a grant that works once.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type Client, type components, ProblemError } from '@burstflare/sdk';
import type { Bundle } from './bundle/pack.ts';
import { Progress } from './output/progress.ts';

type Version = components['schemas']['TemplateVersion'];

export interface VersionDraft {
  manifest: Record<string, unknown>;
  notes?: string | undefined;
  bundle: Bundle | undefined;
  /** Puts file and line in place of the request's field paths. */
  locate(problem: ProblemError): ProblemError;
}

export async function uploadVersion(
  client: Client,
  templateId: string,
  { manifest, notes, bundle, locate }: VersionDraft,
  quiet: boolean,
): Promise<Version> {
  const version = await client
    .call('createTemplateVersion', {
      params: { templateId },
      body: {
        // What the file holds is for the deployment to judge; its answer names every field that is wrong.
        manifest: manifest as { image: string },
        notes,
        bundle: bundle && { digest: bundle.digest, bytes: bundle.bytes },
      },
    })
    .catch((error: unknown) => {
      throw error instanceof ProblemError ? locate(error) : error;
    });
  return bundle === undefined ? version : sendBundle(client, version, bundle, quiet);
}

/** Sends the bundle that a version waits for, if it does. */
export async function sendBundle(client: Client, version: Version, bundle: Bundle, quiet: boolean): Promise<Version> {
  const { id: versionId, templateId, state } = version;
  if (state !== 'uploading') return version;
  const params = { templateId, versionId };
  const grant = await client.call('grantBundleUpload', { params });
  await sendByGrant(client, grant.url, bundle, 'application/gzip', quiet);
  return client.call('getTemplateVersion', { params });
}

/** By operationId, not by the grant's whole address: the deployment may be reached here under another name than its own. */
export async function sendByGrant(
  client: Client,
  grantUrl: string,
  { path, digest, bytes }: Bundle,
  contentType: string,
  quiet: boolean,
): Promise<void> {
  const progress = new Progress({ doing: 'Uploading', done: 'Uploaded' }, bytes, quiet);
  const grantId = decodeURIComponent(new URL(grantUrl).pathname.split('/').at(-1) ?? '');
  const sha256 = Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64');
  let worked = false;
  try {
    await client.call('uploadByGrant', {
      params: { grantId },
      body: countedBytes(path, progress),
      // A stream has no length of its own, and the deployment asks for one.
      headers: { 'content-type': contentType, 'content-length': String(bytes), 'repr-digest': `sha-256=:${sha256}:` },
    });
    worked = true;
  } finally {
    progress.end(worked);
  }
}

function countedBytes(path: string, progress: Progress): BodyInit {
  async function* chunks() {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
      progress.add(chunk.length);
      yield chunk;
    }
  }
  // Node's own type of the same web stream.
  return Readable.toWeb(Readable.from(chunks())) as ReadableStream<Uint8Array>;
}
