// Reads a body that somebody else chose the length of.
import { hex } from './crypto.ts';

/** The body as text, or null when it is longer than `maxBytes`; the rest is then not read. */
export async function readBounded({ body }: Response | Request, maxBytes: number): Promise<string | null> {
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

/** Whether the stream is just these bytes, by their number and SHA-256 (hex). What comes after that number is not read. */
export async function isExactly(body: ReadableStream<Uint8Array>, bytes: number, sha256: string): Promise<boolean> {
  const digest = new crypto.DigestStream('SHA-256');
  // Nobody asks for the digest of a stream that was cut.
  digest.digest.catch(() => undefined);
  try {
    await body.pipeThrough(new FixedLengthStream(bytes)).pipeTo(digest);
  } catch {
    return false;
  }
  return hex(new Uint8Array(await digest.digest)) === sha256;
}
