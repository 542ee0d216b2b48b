// Reads a body that somebody else chose the length of.

/** The body as text, or null when it is longer than `maxBytes`; the rest is then not read. */
export async function readBounded(response: Response, maxBytes: number): Promise<string | null> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let total = 0;
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    total += chunk.byteLength;
    if (total > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
