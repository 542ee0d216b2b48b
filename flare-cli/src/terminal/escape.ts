// Owns the escapes that are typed at the start of a line, as ssh has them: `~.` detaches, `~?`
// lists them, `~~` sends a tilde.

export type Escape = 'detach' | 'help';

const TILDE = 0x7e;
const DOT = 0x2e;
const QUESTION = 0x3f;
const LINE_ENDS = new Set([0x0a, 0x0d]);

/** Takes typed bytes; returns those that are for the shell, and the escape that ended them. */
export class EscapeReader {
  #atLineStart = true;
  #pendingTilde = false;

  read(typed: Uint8Array): { forShell: Uint8Array; escape?: Escape } {
    const kept: number[] = [];
    for (const byte of typed) {
      if (this.#pendingTilde) {
        this.#pendingTilde = false;
        if (byte === DOT) return { forShell: Uint8Array.from(kept), escape: 'detach' };
        if (byte === QUESTION) {
          this.#atLineStart = true;
          return { forShell: Uint8Array.from(kept), escape: 'help' };
        }
        kept.push(TILDE);
        if (byte === TILDE) {
          this.#atLineStart = false;
          continue;
        }
      } else if (this.#atLineStart && byte === TILDE) {
        this.#pendingTilde = true;
        continue;
      }
      kept.push(byte);
      this.#atLineStart = LINE_ENDS.has(byte);
    }
    return { forShell: Uint8Array.from(kept) };
  }
}
