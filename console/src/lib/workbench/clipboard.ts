// What a program in a terminal may do with the clipboard (OSC 52, which tmux, vim and others
// write). Threat: whatever runs in the session reads what the person has copied elsewhere, or puts
// a command there that they paste unseen. Property: the clipboard is never read; it is written only
// after the person allowed it for this session, which is asked once.
import { Memory } from '#lib/data/sign-in-memory.ts';

/** More than anybody copies. */
const mostBytes = 1024 * 1024;

const decisions = new Memory<'allowed' | 'refused'>();

export const decisionOn = (sessionId: string) => decisions.get(sessionId);
export const decideOn = (sessionId: string, allowed: boolean) =>
  decisions.set(sessionId, allowed ? 'allowed' : 'refused');

/** The text that a sequence puts into the clipboard; null for one that asks for it, or is none. */
export function clipboardText(sequence: string): string | null {
  const [, encoded] = /^[cpqs0-7]*;([A-Za-z0-9+/]+={0,2})$/.exec(sequence) ?? [];
  if (encoded === undefined || encoded.length > (mostBytes / 3) * 4) return null;
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
