// Owns how a request's body is read: as JSON up to a limit, or as Node's own stream; and reading
// away what nobody wants.
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { Problem } from '../problems.ts';

/** A sender that says nothing for so long is gone. */
const SILENCE_MS = 120_000;
/** How long the rest of a refused body is read away. */
const DRAIN_MS = 30_000;

/**
 * Runs `use`, which may read the request's body, and reads the rest of it away: a refusal that is
 * sent while the other side still sends may never arrive.
 */
export async function withBody<T>(request: IncomingMessage, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } finally {
    request.resume();
    const signal = AbortSignal.timeout(DRAIN_MS);
    if (!request.readableEnded) await finished(request, { signal, cleanup: true }).catch(() => request.destroy());
    request.setTimeout(0);
  }
}

/** The body as Node's own stream, until `withBody` has done with it. */
export function asStream(request: IncomingMessage, silenceMs = SILENCE_MS): IncomingMessage {
  // What is done with a whole body may take longer, and Node ends the socket of a request that is
  // whole and silent.
  return request.setTimeout(silenceMs, () => request.destroy()).once('end', () => request.setTimeout(0));
}

export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const contentType = request.headers['content-type'] ?? 'nothing';
  if (!/^application\/json\s*(;|$)/i.test(contentType))
    throw new Problem('unsupported_media_type', {
      contentType: contentType.slice(0, 200),
      allowed: 'application/json',
    });
  const text = await readText(request, limit);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words quote the body, which may hold secrets.
    throw new Problem('malformed_json', { reason: 'Malformed JSON in request body' });
  }
}

async function readText(request: IncomingMessage, limit: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new Problem('payload_too_large', { allowed: limit });
  const parts: Buffer[] = [];
  let length = 0;
  await new Promise<void>((resolve, reject) => {
    const take = (part: Buffer) => {
      length += part.length;
      if (length > limit) {
        request.off('data', take);
        return reject(new Problem('payload_too_large', { allowed: limit }));
      }
      parts.push(part);
    };
    request.on('data', take);
    finished(request, { writable: false, cleanup: true }).then(resolve, reject);
  });
  return Buffer.concat(parts).toString('utf8');
}
