// Owns the file that an uploaded snapshot becomes when it is no archive of ours.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asRefusal, ContentRefused, isNoSpace, NoSpace } from './refusal.ts';

/** Far above what the gateway takes as an upload. */
const MAX_BYTES = 256 * 1024 * 1024;

export async function keepLastSnapshot(
  workspace: string,
  body: IncomingMessage,
): Promise<{ path: string; bytes: number }> {
  const folder = join(workspace, '.burstflare');
  const path = join(folder, 'last.snapshot');
  const draft = join(folder, `.${randomUUID()}.tmp`);
  let bytes = 0;
  const bounded = async function* (source: AsyncIterable<Buffer>) {
    for await (const part of source) {
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new ContentRefused(`More than ${MAX_BYTES} bytes`);
      yield part;
    }
  };
  await mkdir(folder, { recursive: true });
  try {
    await pipeline(body, bounded, createWriteStream(draft, { mode: 0o644, flags: 'wx' }));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw asRefusal(isNoSpace(error) ? new NoSpace(path) : error);
  }
  return { path, bytes };
}
