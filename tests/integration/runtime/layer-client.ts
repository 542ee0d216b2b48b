// Owns what a gateway does with layers, for tests: saving to memory, sending content in pieces of
// any size, making layers of any bytes.
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { zstdCompressSync } from 'node:zlib';
import type { Host } from './host.ts';

export interface Layer {
  manifest: {
    paths: string[];
    chunks: { digest: string; bytes: number; rawBytes: number }[];
    totalRawBytes: number;
    tarDigest: string;
  };
  frames: Buffer[];
}

export const sha256 = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A layer of these bytes, right or wrong, in chunks of that size. */
export function layerOf(tar: Buffer, paths: string[], chunkBytes = 1024 * 1024): Layer {
  const raws = Array.from({ length: Math.ceil(tar.length / chunkBytes) }, (_, i) =>
    tar.subarray(i * chunkBytes, (i + 1) * chunkBytes),
  );
  const frames = raws.map((raw) => zstdCompressSync(raw));
  const chunks = frames.map((frame, i) => ({
    digest: sha256(frame),
    bytes: frame.length,
    rawBytes: raws[i]?.length ?? 0,
  }));
  return { manifest: { paths, chunks, totalRawBytes: tar.length, tarDigest: sha256(tar) }, frames };
}

/** Saves and waits; the answer as it came. */
export async function save(host: Host, session: string, more: Record<string, unknown> = {}) {
  const saveId = `snp-${randomUUID()}`;
  const started = await host.runtime(session, 'POST', '/saves', { saveId, paths: ['/workspace'], ...more });
  if (started.status !== 200) throw new Error(started.text);
  let answer = started;
  while (answer.json.state === 'running') {
    answer = await host.runtime(session, 'GET', `/saves/${saveId}?waitSeconds=20`);
  }
  return answer.json;
}

/** Saves, and fetches each chunk that is not in `have`. */
export async function saveLayer(
  host: Host,
  session: string,
  more: Record<string, unknown> = {},
  have: Map<string, Buffer> = new Map(),
): Promise<Layer & { fetchedBytes: number; saved: Awaited<ReturnType<typeof save>> }> {
  const saved = await save(host, session, { known: [...have.keys()], ...more });
  if (saved.state !== 'ready') throw new Error(`The save failed: ${saved.reason}`);
  const { paths, chunks, totalRawBytes, tarDigest } = saved.manifest;
  let fetchedBytes = 0;
  const frames: Buffer[] = [];
  for (const { digest } of chunks) {
    const frame = have.get(digest) ?? (await chunk(host, session, saved.saveId, digest));
    if (!have.has(digest)) fetchedBytes += frame.length;
    have.set(digest, frame);
    frames.push(frame);
  }
  return { manifest: { paths, chunks, totalRawBytes, tarDigest }, frames, fetchedBytes, saved };
}

export async function chunk(host: Host, session: string, saveId: string, digest: string): Promise<Buffer> {
  const response = await fetch(host.url(`/instances/${session}/runtime/saves/${saveId}/chunks/${digest}`), {
    headers: { 'x-burstflare-host-secret': host.secret },
  });
  if (response.status !== 200) throw new Error(await response.text());
  return Buffer.from(await response.arrayBuffer());
}

export interface Sent {
  status: number;
  // Tests assert on single fields of whatever came; a wrong shape fails the assertion.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json: any;
}

/**
 * Sends a body in the given writes. `cut` breaks the connection instead of ending the body; then
 * there is no answer.
 */
export async function send(
  host: Host,
  session: string,
  path: string,
  writes: Iterable<Buffer> | AsyncIterable<Buffer>,
  { type = 'application/octet-stream', cut = false } = {},
): Promise<Sent | null> {
  const sending = request(host.url(`/instances/${session}/runtime${path}`), {
    method: 'PUT',
    headers: { 'x-burstflare-host-secret': host.secret, 'content-type': type },
  });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  for await (const bytes of writes) {
    if (!sending.write(bytes)) await Promise.race([once(sending, 'drain'), answered]);
    // Each write in a packet of its own, so that its boundary is one at the other end too.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (cut) {
    sending.destroy();
    return null;
  }
  sending.end();
  const [response] = await answered;
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString();
  return { status: response.statusCode ?? 0, json: text === '' ? null : JSON.parse(text) };
}

/** Announces and sends a restore. */
export async function restore(
  host: Host,
  session: string,
  { manifest, frames }: Layer,
  more: Record<string, unknown> = {},
  writes: Iterable<Buffer> = frames,
): Promise<Sent & { restoreId: string }> {
  const restoreId = `rst-${randomUUID()}`;
  const announced = await host.runtime(session, 'POST', '/restores', {
    restoreId,
    manifest,
    allowedPaths: manifest.paths,
    outwardLinks: 'keep',
    restart: false,
    ...more,
  });
  if (announced.status !== 200) return { status: announced.status, json: announced.json, restoreId };
  const sent = await send(host, session, `/restores/${restoreId}/content`, writes);
  return { status: sent?.status ?? 0, json: sent?.json, restoreId };
}

/** Pieces of these sizes, over and over. */
export function* pieces(bytes: Buffer, sizes: number[]): Generator<Buffer> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
