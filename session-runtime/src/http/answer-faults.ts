// Owns what keeps an answer from being passed on: Node reads more than it writes, and clients take
// less than Node reads.
import { type IncomingMessage, validateHeaderName, validateHeaderValue } from 'node:http';
import { pairs } from './headers.ts';

/**
 * An answer that cannot be passed on; the message ends the sentence "The answer cannot be passed
 * on: …".
 */
export class InvalidAnswer extends Error {
  readonly code = 'INVALID_ANSWER';
}

/** What Node's parser says of bytes that are no HTTP, or more of it than is taken. */
export const isUnreadable = (error: NodeJS.ErrnoException): boolean => error.code?.startsWith('HPE_') === true;

// RFC 9110 section 15: clients know five classes of status. Those from 100 to 199 are no answer but
// its announcement.
const [LOWEST, HIGHEST] = [200, 599];
const UNWRITABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** What is wrong with an answer's head, or null. `only` is the one status that may come here. */
export function faultOf(answer: IncomingMessage, only?: number): string | null {
  const status = answer.statusCode ?? 0;
  const fits = only === undefined ? status >= LOWEST && status <= HIGHEST : status === only;
  if (!fits)
    return `its status is ${String(status).padStart(3, '0')}, and answers have one from ${LOWEST} to ${HIGHEST}`;
  if (UNWRITABLE.test(answer.statusMessage ?? '')) return 'the words beside its status hold a control character';
  for (const [name, value] of pairs(answer.rawHeaders)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      return `its header ${JSON.stringify(name.slice(0, 100))} holds a character that no header may have`;
    }
  }
  return null;
}
