// Owns sending a file by a grant: counted as it goes, and held against its digest where it arrives.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Client } from '@burstflare/sdk';
import type { Bundle } from '../bundle/pack.ts';
import { Progress } from '../output/progress.ts';

/**
 * By operationId, not by the grant's whole address: the deployment may be reached here under
 * another name than its own.
 */
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
