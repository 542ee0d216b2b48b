// Reads a request's body whole, within its limit, and turns JSON into a value.
import type { Operation } from '../contract.ts';
import { Problem } from '../errors.ts';
import { arriving, BodyStalled } from '../platform/arrival.ts';
import { fromBase64, hex } from '../platform/crypto.ts';
import type { Upload } from '../scope.ts';

/**
 * What a JSON body may weigh where the contract names no limit: far above any manifest, far below
 * what would hurt.
 */
const defaultMaxBytes = 256 * 1024;

const anyBytes = 'application/octet-stream';

/**
 * Refuses content types that the operation does not take, and every encoding: nothing here decodes,
 * so what was compressed on its way would be read, or stored, as something else than was meant.
 */
function checkForm(operation: Operation, { headers }: Request): void {
  const allowed = operation.request.body?.contentTypes ?? [];
  const named = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  // Bytes without a name of their kind are bytes (RFC 9110 section 8.3), as `curl -T` sends them.
  const given = named === '' && operation.request.body?.schema === 'stream' ? anyBytes : named;
  if (!allowed.includes(given)) {
    throw new Problem('unsupported_media_type', { contentType: given.slice(0, 100) || 'none', allowed });
  }
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity';
  if (encoding === 'identity') return;
  // RFC 9110 section 12.5.3: the answer says which encodings are taken.
  const facts = { encoding: encoding.slice(0, 100) };
  throw new Problem('unsupported_content_encoding', facts).withHeaders({ 'accept-encoding': 'identity' });
}

/**
 * A client that hangs up, or frames its body wrongly, is no failure of ours; who is still there
 * learns what was wrong.
 */
async function* received(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    if (error instanceof BodyStalled) throw error;
    throw new Problem('bad_request', {}, String(error), [{ path: 'body', message: 'It did not arrive whole' }]);
  }
}

/**
 * What `readBody` makes of a body: bytes, or a stream where the operation takes one; null when it
 * takes none or none was sent.
 */
export type Body = Uint8Array | ReadableStream<Uint8Array> | null;

/**
 * Refuses with 413 as soon as the limit is passed, and fails with BodyStalled where the body stops
 * coming.
 */
export async function readBody(operation: Operation, request: Request, stallSeconds: number): Promise<Body> {
  const { body } = operation.request;
  if (!body) return null;
  const allowed = body.maxBytes ?? defaultMaxBytes;
  const length = Number(request.headers.get('content-length') ?? 0);
  if (length > allowed) throw new Problem('payload_too_large', { allowed });
  if (body.schema === 'stream') {
    // Handed to the handler as it comes; what is stored is held to its announced length there.
    checkForm(operation, request);
    return request.body && arriving(request.body, stallSeconds);
  }
  if (!request.body) {
    if (body.required) checkForm(operation, request);
    return null;
  }
  checkForm(operation, request);
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of received(arriving(request.body, stallSeconds))) {
    total += chunk.byteLength;
    if (total > allowed) throw new Problem('payload_too_large', { allowed });
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (error) {
    throw new Problem('malformed_json', { reason: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * What a request says of the bytes that it uploads. `reprDigest` is an RFC 9530 field, held to
 * `sha-256=:<base64>:` by the contract.
 */
export function uploadOf(request: Request, body: ReadableStream<Uint8Array>, reprDigest: string | undefined): Upload {
  const length = request.headers.get('content-length');
  return {
    body,
    length: length === null ? null : Number(length),
    digest: reprDigest === undefined ? null : `sha256:${hex(fromBase64(reprDigest.slice('sha-256=:'.length, -1)))}`,
    contentType: (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() || anyBytes,
  };
}
