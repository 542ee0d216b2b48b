// Owns the headers that the gateway sets by itself, and on which answers each of them is.
import { isJson } from '../contract.ts';
import type { Document, OperationNode, Response } from '../document.ts';

type Headers = NonNullable<Response['headers']>;
const header = (name: string): Headers[string] => ({ $ref: `#/components/headers/${name}` });

export function headersOf(node: OperationNode, status: string, types: readonly string[] = []): Headers {
  const refused = status === 'default' || Number(status) >= 400;
  // Not on what is refused before it is counted; but a sign-in may also end within a request.
  const counted = node['x-rate-limit'] !== undefined;
  return {
    'x-request-id': header('RequestId'),
    'Access-Control-Allow-Origin': header('AllowedOrigin'),
    ...(counted && {
      'x-burstflare-rate-limit-limit': header('RateLimitLimit'),
      'x-burstflare-rate-limit-remaining': header('RateLimitRemaining'),
      'x-burstflare-rate-limit-reset': header('RateLimitReset'),
    }),
    ...(node['x-idempotent'] === true && !refused && { 'idempotency-replayed': header('IdempotencyReplayed') }),
    ...(types.some(isDownload) && downloadHeaders(status)),
    ...(types.includes('text/event-stream') && { 'x-accel-buffering': header('AccelBuffering') }),
    ...(status === '415' && { 'Accept-Encoding': header('AcceptEncoding') }),
    ...(status === '409' && node['x-idempotent'] === true && { 'Retry-After': header('RetryAfter') }),
    ...(status === '401' && { 'WWW-Authenticate': header('WwwAuthenticate') }),
    ...(status === '201' && { Location: header('Location') }),
  };
}

const isDownload = (type: string) => !isJson(type) && type !== 'text/event-stream';

const downloadHeaders = (status: string): Headers => ({
  'Accept-Ranges': header('AcceptRanges'),
  ETag: header('ETag'),
  'Content-Length': header('ContentLength'),
  'Content-Disposition': header('ContentDisposition'),
  'Repr-Digest': header('ReprDigestOfDownload'),
  ...(status === '206' && { 'Content-Range': header('ContentRange') }),
});

/** Of a method that the path does not have. */
export const notCounted: Headers = { Allow: header('Allow') };

const text = (description: string, maxLength: number) => ({
  description,
  schema: { type: 'string' as const, maxLength, description },
});
const count = (description: string, maximum: number) => ({
  description,
  schema: { type: 'integer' as const, minimum: 0, maximum, description },
});

export const headers: Document['components']['headers'] = {
  AllowedOrigin: text("The caller's origin, if the deployment lets pages there read its responses", 300),
  RequestId: text('The id of this request in the logs', 64),
  RateLimitLimit: count('How many requests the window of this limit has', 1_000_000_000),
  RateLimitRemaining: count('How many of them are left', 1_000_000_000),
  RateLimitReset: count('When the window ends, in seconds since 1970', Number.MAX_SAFE_INTEGER),
  IdempotencyReplayed: {
    description: 'Present if an earlier request with this Idempotency-Key was carried out; this is its response',
    schema: { type: 'string', const: 'true', description: 'The word true' },
  },
  WwwAuthenticate: text('How to sign in (RFC 6750)', 200),
  AcceptRanges: text('The word bytes: a part can be asked for with Range', 10),
  ETag: text('The same for the same bytes; for If-Range', 200),
  ContentLength: count('How many bytes follow', Number.MAX_SAFE_INTEGER),
  ContentDisposition: text('A name for the file', 200),
  ReprDigestOfDownload: text('The SHA-256 of all bytes (RFC 9530); absent where it is not known beforehand', 200),
  ContentRange: text('Which bytes these are, and of how many', 100),
  AccelBuffering: text('Keeps proxies from holding back what a stream sends', 10),
  AcceptEncoding: text('With a refused encoding: those that are supported (RFC 9110 section 12.5.3)', 100),
  RetryAfter: count('Seconds until the same request is worth sending again', 86_400),
  Allow: text('With 405: the methods that the path has', 100),
  Location: {
    description: 'The address of what was created',
    schema: { type: 'string', format: 'uri-reference', maxLength: 300, description: 'An address' },
  },
};
