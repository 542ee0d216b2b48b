// Owns showing what other people's programs printed: their colours stay where colour is shown,
// every other command to the terminal goes.

// One of: an escape sequence (ECMA-48: CSI, OSC and its kin up to their end, the two-character
// ones), a lone escape, any other control character but tab and line feed. In one pass, so that
// taking one out cannot join what is around it into another.
const COMMAND =
  // oxlint-disable-next-line no-control-regex -- they are what is taken out
  /\u001B(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[ -/]*[0-~])?|[\u0000-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;
const COLOR = /^\u001B\[[\d;]*m$/; // oxlint-disable-line no-control-regex
/** What may be the front of a sequence whose rest comes with the next part. */
const UNFINISHED = /\u001B(?:\[[0-?]*[ -/]*|[\]PX^_][^\u0007\u001B]*\u001B?)?$/; // oxlint-disable-line no-control-regex
const LONGEST_SEQUENCE = 4096;

/**
 * Threat: a build runs anybody's code, and escape sequences in its log would act on this terminal.
 * Property: nothing but text, lines and (where asked for) colours gets through, also where a
 * sequence is torn apart between two parts.
 */
export class LogText {
  readonly #color: boolean;
  #held = '';

  constructor(color: boolean) {
    this.#color = color;
  }

  next(part: string): string {
    const text = this.#held + part;
    const tail = UNFINISHED.exec(text)?.[0] ?? '';
    this.#held = tail.length > LONGEST_SEQUENCE ? '' : tail;
    return text
      .slice(0, text.length - tail.length)
      .replace(/\r+\n?/g, '\n')
      .replace(COMMAND, (command) => {
        if (!command.startsWith('\u001B')) return '\uFFFD';
        return this.#color && COLOR.test(command) ? command : '';
      });
  }

  /** Ends the colours, should the text have left one on. */
  end(): string {
    return this.#color ? '\u001B[0m' : '';
  }
}
