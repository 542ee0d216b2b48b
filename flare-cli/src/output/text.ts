// Owns text on a terminal: how wide it is, cutting it, and keeping other people's names from being
// terminal commands.
import { eastAsianWidth } from 'get-east-asian-width';

const ZERO = /^[\p{Mark}\p{Cf}]+$/u;
const EMOJI = /\p{Emoji_Presentation}|\uFE0F/u;
const PRINTABLE_ASCII = /^[ -~]*$/;
// The range is the point: these characters move the cursor, set titles, and reply to queries on
// behalf of the reader.
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g; // oxlint-disable-line no-control-regex

/**
 * Threat: a name, a message or an app's label comes from other people, and escape sequences in it
 * would act on this terminal.
 * Property: nothing of it that is not printable reaches the terminal.
 */
export function plain(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(CONTROL, '\uFFFD');
}

/** How many columns a printable text takes. */
export function widthOf(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    if (!ZERO.test(grapheme)) width += EMOJI.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) ?? 0);
  }
  return width;
}

let segmenter: Intl.Segmenter | undefined;

/** Created when it is first needed: that takes 7 ms, and most texts are ASCII. */
function graphemesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** At most `columns` wide, with an ellipsis where something was cut. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const grapheme of graphemesOf(text)) {
    const next = width + widthOf(grapheme);
    if (next > columns - 1) break;
    kept += grapheme;
    width = next;
  }
  return `${kept}…`;
}

export const padded = (text: string, columns: number) => text + ' '.repeat(Math.max(0, columns - widthOf(text)));

/** "3 minutes ago". */
export function ago(timestamp: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(timestamp)) / 1000));
  const units: [unit: string, seconds: number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  for (const [unit, length] of units) {
    const count = Math.floor(seconds / length);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return seconds < 5 ? 'just now' : `${seconds} seconds ago`;
}

/** As it has to be typed after a command. */
export const asArgument = (text: string) =>
  /^[\w.@%+:,/][\w.@%+:,/-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
