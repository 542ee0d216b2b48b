// Owns colour and the question whether a person is looking. https://no-color.org: any value of
// NO_COLOR turns colour off.

type Stream = NodeJS.WriteStream;
type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

const CODES: Record<Style, [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export function hasColor(stream: Stream): boolean {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM } = process.env;
  if (NO_COLOR !== '') return false;
  return (FORCE_COLOR !== '' && FORCE_COLOR !== '0') || (stream.isTTY && TERM !== 'dumb');
}

export function painter(stream: Stream): (style: Style, text: string) => string {
  if (!hasColor(stream)) return (_, text) => text;
  return (style, text) => {
    const [on, off] = CODES[style];
    return `\u001B[${on}m${text}\u001B[${off}m`;
  };
}
