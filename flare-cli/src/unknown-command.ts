// Owns the failure for an unknown command, with the command that comes closest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Failure } from './failures.ts';

/** Undefined if the error is another one. */
export function unknownCommand(error: unknown, argv: string[], root: string): Failure | undefined {
  if (!(error instanceof Error) || !/^command .* not found$/.test(error.message)) return undefined;
  const manifest: { commands: Record<string, unknown> } = JSON.parse(
    readFileSync(join(root, 'oclif.manifest.json'), 'utf8'),
  );
  const words = argv.filter((word) => !word.startsWith('-'));
  const close = closest(words, Object.keys(manifest.commands));
  return new Failure({
    code: 'unknown_command',
    title: `There is no command \`flare ${words.slice(0, 2).join(' ')}\``,
    ...(close !== undefined && { detail: `Did you mean \`flare ${close}\`?` }),
    next: 'Run `flare --help` to see what there is.',
    exitCode: EXIT.usage,
  });
}

function closest(words: string[], ids: string[]): string | undefined {
  const typed = words.slice(0, 2).join(' ');
  const [best] = ids
    .map((id) => id.replaceAll(':', ' '))
    .map((id) => ({ id, distance: distance(typed, id) }))
    .sort((a, b) => a.distance - b.distance);
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
