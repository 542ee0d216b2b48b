// Owns the failure for a command that does not exist: the command that comes closest, or the word
// too many behind one that takes no argument.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure, usageFailure } from './failures.ts';
import { asArgument } from './output/text.ts';

/** Undefined if the error is another one. */
export function unknownCommand(error: unknown, argv: string[], root: string): Failure | undefined {
  if (!(error instanceof Error) || !/^command .* not found$/.test(error.message)) return undefined;
  const manifest: { commands: Record<string, { aliases?: string[] }> } = JSON.parse(
    readFileSync(join(root, 'oclif.manifest.json'), 'utf8'),
  );
  const commands = Object.entries(manifest.commands)
    .flatMap(([id, { aliases = [] }]) => [id, ...aliases])
    .map((id) => id.replaceAll(':', ' '));
  const flags = argv.findIndex((word) => word.startsWith('-'));
  const words = flags < 0 ? argv : argv.slice(0, flags);
  // oclif takes the words behind a command without arguments for a part of its name.
  const [command] = commands
    .filter((id) => `${words.join(' ')} `.startsWith(`${id} `))
    .sort((a, b) => b.length - a.length);
  if (command !== undefined) {
    const [extra = ''] = words.slice(command.split(' ').length);
    return usageFailure(
      `\`flare ${command}\` takes no argument, and ${asArgument(extra)} is one`,
      `Run \`flare ${command} --help\` to see what it takes.`,
    );
  }
  const close = closest(words, commands);
  return new Failure({
    code: 'unknown_command',
    title: `There is no command \`flare ${words.slice(0, 2).join(' ')}\``,
    ...(close !== undefined && { detail: `Did you mean \`flare ${close}\`?` }),
    next: 'Run `flare --help` to see what there is.',
    exitCode: EXIT.usage,
  });
}

function closest(words: string[], commands: string[]): string | undefined {
  const typed = words.slice(0, 2).join(' ');
  const [best] = commands.map((id) => ({ id, distance: distance(typed, id) })).sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(1, typed.length / 4) ? best.id : undefined;
}

/** How many letters have to be changed, added or taken away (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const swapped = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
