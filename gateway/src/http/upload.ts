// What a request says of the bytes that it uploads.
import type { Upload } from '../scope.ts';
import { fromBase64, hex } from '../platform/crypto.ts';

/** `reprDigest` is an RFC 9530 field, held to `sha-256=:<base64>:` by the contract. */
export function uploadOf(request: Request, body: ReadableStream<Uint8Array>, reprDigest: string | undefined): Upload {
  const length = request.headers.get('content-length');
  return {
    body,
    length: length === null ? null : Number(length),
    digest: reprDigest === undefined ? null : `sha256:${hex(fromBase64(reprDigest.slice('sha-256=:'.length, -1)))}`,
    contentType: (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
  };
}
