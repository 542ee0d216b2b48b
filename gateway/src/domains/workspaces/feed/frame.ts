// Server-sent events as bytes (WHATWG HTML section 9.2).
import type { StreamEvents } from '../../../../generated/types.ts';

export type StreamEvent = StreamEvents[keyof StreamEvents];

const encoder = new TextEncoder();

/** JSON has no raw line breaks, so one line of data is always enough. */
export const frameOf = ({ event, id, data }: StreamEvent): Uint8Array =>
  encoder.encode(`event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * A comment, which every client skips: it shows that the connection lives, and finds out where it
 * does not.
 */
export const heartbeat = encoder.encode(':\n\n');

/** What each stream begins with: how long a browser's EventSource waits before it reconnects. */
export const opening = encoder.encode('retry: 2000\n\n');

export function joined(frames: readonly Uint8Array[]): Uint8Array {
  const [only] = frames;
  if (only && frames.length === 1) return only;
  const all = new Uint8Array(frames.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.byteLength;
  }
  return all;
}
