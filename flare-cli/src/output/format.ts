// Owns in which form a result is asked for: for people, or for programs.

export const FORMATS = ['table', 'json', 'yaml'] as const;
export type Format = (typeof FORMATS)[number];

const isFormat = (word: string | undefined): word is Format => FORMATS.some((format) => format === word);

/**
 * Read from the words themselves, because a failure is told in this form too, and there may be no
 * flags then: they could be what is wrong.
 */
export function formatOf(argv: readonly string[]): Format {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex((word) => word === '--output' || word.startsWith('--output='));
  const word = words[at]?.slice('--output='.length) || words[at + 1];
  if (at >= 0 && isFormat(word)) return word;
  return words.includes('--json') ? 'json' : 'table';
}

/** What writes values down in this form: one of them, or one of many in a stream. */
export interface Writer {
  whole(value: unknown): string;
  item(value: unknown): string;
}

const json: Writer = {
  whole: (value) => `${JSON.stringify(value, null, 2)}\n`,
  item: (value) => `${JSON.stringify(value)}\n`,
};

export async function writerOf(format: Format): Promise<Writer> {
  if (format !== 'yaml') return json;
  const { stringify } = await import('./yaml.ts');
  // As JSON first: what is not there is left out, and a time is its text.
  const text = (value: unknown) => stringify(JSON.parse(JSON.stringify(value)), { lineWidth: 0 });
  return { whole: text, item: (value) => `---\n${text(value)}` };
}
