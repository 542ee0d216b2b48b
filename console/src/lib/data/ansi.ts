// Reads what a program prints for a terminal as text with colours: sequences that colour are kept
// as spans, those that move are left out, and of a line that was rewritten in place the newest form
// stands.

export const colours = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'dim'] as const;
export type Colour = (typeof colours)[number];

export interface ColourSpan {
  start: number;
  end: number;
  colour: Colour;
}

export interface ColouredText {
  text: string;
  spans: ColourSpan[];
}

// Sequences of ECMA-48 (CSI, OSC, two characters), and a return to the start of the line.
const control =
  // eslint-disable-next-line no-control-regex -- the escape character is what they begin with
  /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])|\r(?!\n)/g;
/** The beginning of one at the end of a part: the rest comes with the next. */
// eslint-disable-next-line no-control-regex -- as above
const begun = /(?:\u001b(?:\[[0-?]*[ -/]*|\][^\u0007\u001b]{0,500})?|\r)$/;

export class AnsiReader {
  #held = '';
  #colour: Colour | null = null;
  #isDim = false;

  /** The next part of what is printed; spans count from its own beginning. */
  read(part: string): ColouredText {
    const whole = this.#held + part;
    this.#held = begun.exec(whole)?.[0] ?? '';
    const source = whole.slice(0, whole.length - this.#held.length).replaceAll('\r\n', '\n');
    let text = '';
    let spans: ColourSpan[] = [];
    const add = (piece: string) => {
      const colour = this.#colour ?? (this.#isDim ? 'dim' : null);
      if (colour !== null && piece !== '') spans.push({ start: text.length, end: text.length + piece.length, colour });
      text += piece;
    };
    let at = 0;
    for (const match of source.matchAll(control)) {
      add(source.slice(at, match.index));
      at = match.index + match[0].length;
      const [sequence, numbers = '', final] = match;
      if (final === 'm') this.#apply(numbers);
      if (sequence !== '\r') continue;
      text = text.slice(0, text.lastIndexOf('\n') + 1);
      spans = spans.filter(({ start }) => start < text.length);
      for (const span of spans) span.end = Math.min(span.end, text.length);
    }
    add(source.slice(at));
    return { text, spans };
  }

  /** Select Graphic Rendition: the numbers between `CSI` and `m`. */
  #apply(numbers: string): void {
    const codes = numbers.split(/[;:]/).map(Number);
    for (let code = codes.shift(); code !== undefined; code = codes.shift()) {
      if (code === 0) this.#isDim = false;
      if (code === 2) this.#isDim = true;
      if (code === 22) this.#isDim = false;
      if (code === 0 || code === 39) this.#colour = null;
      else if (code >= 30 && code <= 37) this.#colour = basic[code - 30] ?? null;
      else if (code >= 90 && code <= 97) this.#colour = basic[code - 90] ?? (code === 90 ? 'dim' : null);
      else if (code === 38) this.#colour = extended(codes);
      else if (code === 48) extended(codes);
    }
  }
}

/** Black and white are the page's own ink. */
const basic: readonly (Colour | null)[] = [null, 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', null];
const cubeSteps = [0, 95, 135, 175, 215, 255];

/**
 * Takes the numbers behind 38 or 48 (`5;n` or `2;r;g;b`), and returns the colour nearest to theirs.
 */
function extended(codes: number[]): Colour | null {
  if (codes.shift() === 2) return nearest(codes.splice(0, 3));
  const code = codes.shift() ?? 0;
  if (code < 16) return basic[code % 8] ?? (code === 8 ? 'dim' : null);
  if (code > 231) return code < 248 ? 'dim' : null;
  const steps = [Math.floor((code - 16) / 36), Math.floor((code - 16) / 6) % 6, (code - 16) % 6];
  return nearest(steps.map((step) => cubeSteps[step] ?? 0));
}

/** Which of red, green and blue stand out from the rest names the colour. */
function nearest(channels: readonly number[]): Colour | null {
  const [most, least] = [Math.max(...channels), Math.min(...channels)];
  if (most - least < 48) return most > 64 && most < 176 ? 'dim' : null;
  const middle = (most + least) / 2;
  const bits = channels.reduce((sum, channel, at) => sum + (channel > middle ? 1 << at : 0), 0);
  return basic[bits] ?? null;
}

/** Without its colours. */
export const plainText = (text: string): string => new AnsiReader().read(`${text}\u001b[m`).text;
