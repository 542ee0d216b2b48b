// Downloads: whole or in part (RFC 9110 section 14), with what tells whether the parts belong
// together. Threat: a download goes on after the content changed, and its file is of two. Property:
// the tag is that of the bytes, and with If-Range a part comes only of the same bytes.
import { Problem } from '../errors.ts';
import type { Download, Part } from '../scope.ts';

const base64Of = (digits: string) =>
  btoa(String.fromCharCode(...(digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))));

/**
 * Null where the whole is asked for, or something that is no single range: that is the whole too.
 */
export function partOf(range: string | undefined, bytes: number): Part | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  const offset = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  // A range whose end comes before its beginning is none.
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null;
  if (offset < end) return { offset, length: end - offset };
  throw new Problem('range_not_satisfiable', { bytes }).withHeaders({ 'content-range': `bytes */${bytes}` });
}

interface Sent<Type> {
  body: ReadableStream<Uint8Array>;
  contentType: Type;
  headers: Record<string, string>;
}

export async function downloaded<Type extends string>(
  asked: { range?: string | undefined; 'if-range'?: string | undefined },
  { bytes, tag, sha256, fileName, contentType, open }: Download<Type>,
): Promise<({ status: 200 } & Sent<Type>) | ({ status: 206 } & Sent<Type>)> {
  const etag = `"${tag}"`;
  const isSame = asked['if-range'] === undefined || asked['if-range'] === etag;
  const part = isSame ? partOf(asked.range, bytes) : null;
  const headers = {
    'accept-ranges': 'bytes',
    etag,
    'content-length': String(part?.length ?? bytes),
    'content-disposition': `attachment; filename="${fileName}"`,
    ...(part && { 'content-range': `bytes ${part.offset}-${part.offset + part.length - 1}/${bytes}` }),
    ...(sha256 !== null && { 'repr-digest': `sha-256=:${base64Of(sha256)}:` }),
  };
  const sent = { body: await open(part), contentType, headers };
  return part ? { status: 206, ...sent } : { status: 200, ...sent };
}
