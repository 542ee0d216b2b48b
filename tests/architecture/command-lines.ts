// The command lines of `flare` that messages, contract, documents and pages name, and what is wrong
// with one by the CLI's own commands.
import { posix } from 'node:path';
import { isGenerated, isTest, read, textFiles } from './source-files.ts';

export interface Named {
  readonly where: string;
  /** From the command's first word on, placeholders as one word. */
  readonly line: string;
}

interface CommandClass {
  readonly args?: Record<string, { required?: boolean }>;
  readonly flags?: Record<string, Flag>;
  readonly baseFlags?: Record<string, Flag>;
  readonly strict?: boolean;
  readonly aliases?: readonly string[];
}
interface Flag {
  readonly type: 'boolean' | 'option';
  readonly char?: string;
  readonly options?: readonly string[];
}

const commandFolder = 'flare-cli/src/commands';
const texts = new Set(['.ts', '.svelte', '.yaml', '.md', '.mjs']);

/** The classes themselves, by the words that a person types. */
export async function commandTable(): Promise<Map<string, CommandClass>> {
  const root = new URL('../../', import.meta.url);
  const paths = textFiles(commandFolder).filter((path) => path.endsWith('.ts'));
  const entries = paths.map(async (path) => {
    const name = path.slice(commandFolder.length + 1, -'.ts'.length).replaceAll('/', ' ');
    // oclif's convention: a command's file exports its class as default
    const { default: command } = (await import(new URL(path, root).href)) as { default: CommandClass };
    return [name, ...(command.aliases ?? [])].map((known) => [known, command] as const);
  });
  return new Map((await Promise.all(entries)).flat());
}

/**
 * In comments people write of flare as of a thing; there, only what stands between backticks is a
 * command line.
 */
const isComment = (line: string) => /^\s*(\/\/|\*|\/\*|<!--)/.test(line);
/** Words that follow the name where it is not a command. */
const prose = new Set([
  'a',
  'on',
  'is',
  'met',
  'for',
  'and',
  'or',
  'process',
  'remembers',
  'found',
  'outside',
  'itself',
]);

export function namedCommandLines(): Named[] {
  return textFiles()
    .filter(
      (path) => texts.has(posix.extname(path)) && !isGenerated(path) && !isTest(path) && !path.includes('/fixtures/'),
    )
    .flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((text, index) => inText(text, `${path}:${index + 1}`)),
    );
}

function inText(text: string, where: string): Named[] {
  return [...text.matchAll(/(?<![\w/.@-])flare (?=[a-z-])/g)].flatMap((match) => {
    const quoted = /`[^`]*$/.test(text.slice(0, match.index).replaceAll('\\`', '\u0000'));
    if (isComment(text) && !quoted) return [];
    const rest = text
      .slice(match.index + match[0].length)
      .replaceAll(/(?<=[ =])"[^"]*"|(?<=[ =])'[^']*'/g, 'TEXT')
      .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}|\{[\w.]+\}|<[\w-]+>|&lt;[\w-]+&gt;/g, 'PLACE')
      .replace(
        /(?:\\?`|["'<|;,)#]|\\n|(?<=\w)\.(?: |$)|: | ─|…| or | on | once | does | writes?\b| wrote\b| there\b| once\b).*$/,
        '',
      );
    const line = rest.trim().replace(/\.$/, '');
    return prose.has(line.split(' ')[0] ?? '') ? [] : [{ where, line }];
  });
}

/** What is wrong with a command line; null where nothing is. A document may name a command without its arguments; a message may not. */
export function wrongWith({ line, where }: Named, commands: Map<string, CommandClass>): string | null {
  const words = line.replace(/^help(?: |$)/, '').split(/\s+/);
  if (words[0] === '' || words[0]?.startsWith('--')) return null;
  const name = [words.slice(0, 2).join(' '), words[0] ?? ''].find((one) => commands.has(one));
  const command = name === undefined ? undefined : commands.get(name);
  if (name === undefined || command === undefined) {
    const isTopic = words.length === 1 && [...commands.keys()].some((known) => known.startsWith(`${words[0]} `));
    return isTopic ? null : 'there is no such command';
  }
  const rest = words.slice(name.split(' ').length);
  const flags: Record<string, Flag> = {
    json: { type: 'boolean' },
    help: { type: 'boolean' },
    ...command.baseFlags,
    ...command.flags,
  };
  let given = 0;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (!word.startsWith('-')) {
      given++;
      continue;
    }
    const [key = '', value] = word.replace(/^--?/, '').split('=');
    const flag = flags[key] ?? Object.values(flags).find(({ char }) => char === key);
    if (flag === undefined) return `${name} takes no ${word}`;
    if (flag.type === 'option' && value === undefined) at++;
  }
  const mention = /\.md:\d+$/.test(where);
  const args = Object.values(command.args ?? {});
  if (given > args.length && command.strict !== false) return `${name} takes ${args.length} arguments, not ${given}`;
  const needed = args.filter(({ required }) => required === true).length;
  return given < needed && !mention ? `${name} needs ${needed} arguments` : null;
}
