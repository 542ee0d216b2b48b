// Reads a body that somebody else chose the length of.
import { BodyStalled } from './arrival.ts';
import { hex } from './crypto.ts';

/** The body as text, or null when it is longer than `maxBytes`; the rest is then not read. */
export async function readBounded({ body }: Pick<Response, 'body'>, maxBytes: number): Promise<string | null> {
  if (!body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let total = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    total += chunk.byteLength;
    if (total > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/**
 * Whether the stream is just these bytes, by their number and SHA-256 (hex). What comes after that
 * number is not read. Throws BodyStalled.
 */
export async function isExactly(body: ReadableStream<Uint8Array>, bytes: number, sha256: string): Promise<boolean> {
  const digest = new crypto.DigestStream('SHA-256');
  // Nobody asks for the digest of a stream that was cut.
  digest.digest.catch(() => undefined);
  const writer = digest.getWriter();
  let left = bytes;
  try {
    // By hand: through a stream of fixed length the error of a stalled body comes out as another
    // one.
    for await (const chunk of body) {
      left -= chunk.byteLength;
      if (left < 0) break;
      await writer.write(chunk);
    }
    if (left !== 0) {
      await writer.abort();
      return false;
    }
    await writer.close();
  } catch (error) {
    await writer.abort().catch(() => undefined);
    if (error instanceof BodyStalled) throw error;
    return false;
  }
  return hex(new Uint8Array(await digest.digest)) === sha256;
}
