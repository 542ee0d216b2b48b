// Owns which headers cross a proxy. Headers stay raw, as name, value, name, value: order, case and
// repetition survive.

// RFC 9110 section 7.6.1, with the older ones that still occur.
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Of one message, in each hop: Node's own 16 KB are fewer than apps get elsewhere. Cloudflare lets
 * 128 KB through.
 */
export const MAX_HEADER_BYTES = 256 * 1024;

export type RawHeaders = readonly string[];

export function* pairs(raw: RawHeaders): Generator<[name: string, value: string]> {
  for (let i = 0; i + 1 < raw.length; i += 2) yield [raw[i] ?? '', raw[i + 1] ?? ''];
}

/**
 * Without those that speak of one hop only, those that `Connection` names among them, and without
 * `also`.
 */
export function endToEnd(raw: RawHeaders, also: readonly string[] = []): string[] {
  const named = [...pairs(raw)]
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => tokens(value));
  const dropped = new Set([...HOP_BY_HOP, ...named, ...also]);
  return [...pairs(raw)].filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

/**
 * The same headers, those of the body's length last. After a Content-Length, Node reads a
 * Content-Disposition as UTF-8 (RFC 6266 has it as Latin-1) and then refuses what it has made of
 * it; before one, its bytes pass as they are.
 */
export function lengthLast(raw: RawHeaders): string[] {
  const all = [...pairs(raw)];
  const isLength = ([name]: [string, string]) => name.toLowerCase() === 'content-length';
  return [...all.filter((pair) => !isLength(pair)), ...all.filter(isLength)].flat();
}

const tokens = (value: string) => value.split(',').map((token) => token.trim().toLowerCase());
