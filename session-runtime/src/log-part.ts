// Owns reading a part of a byte log as text: what the app's log and a job's log answer.
import type { ByteLog } from './byte-log.ts';

const PART_BYTES = 64 * 1024;

/**
 * At most 64 KiB from `asked` on, or from the oldest byte there is; a character that is cut off is
 * left for the next part.
 */
export function logPart(log: ByteLog, asked: number) {
  const from = Math.min(Math.max(asked, log.start), log.end);
  const bytes = log.read(from, PART_BYTES);
  const whole = bytes.subarray(0, bytes.length - unfinished(bytes));
  const text = whole.toString('utf8');
  return { offset: from, nextOffset: from + whole.length, endOffset: log.end, truncated: asked < from, text };
}

/** How many bytes at the end are the beginning of a UTF-8 character whose rest is not there yet. */
export function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}
