// Owns reading the text frames that a terminal's client sends.
import { ClientMessage } from '../../generated/frames.ts';

/** Null if it is none: the client speaks another protocol. */
export function readMessage(text: Buffer): ClientMessage | null {
  try {
    return ClientMessage.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}
