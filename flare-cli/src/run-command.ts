// Owns a command's run from the command line to the exit code, and is the one place that reports
// failures.
import { fileURLToPath } from 'node:url';
import type { Interfaces } from '@oclif/core';
import { run } from '@oclif/core/run';
import pjson from '../package.json' with { type: 'json' };
import { formatOf } from './output/format.ts';
import { reportFailure } from './output/report.ts';
import { inOrder } from './typed-words.ts';
import { unknownCommand } from './unknown-command.ts';

/** Where the bundle, its manifest and the commands are; see build.mjs. */
const root = fileURLToPath(new URL('..', import.meta.url));

export async function runCommand(typed: string[]): Promise<void> {
  const argv = inOrder(typed);
  try {
    // `name` is what --version and the user agent show. The cast: JSON's texts are wider than
    // oclif's literals.
    await run(argv, { root, pjson: { ...structuredClone(pjson), name: pjson.oclif.bin } as Interfaces.PJSON });
  } catch (error) {
    if (isExit(error)) process.exitCode = error.oclif.exit;
    else process.exitCode = await reportFailure(unknownCommand(error, argv, root) ?? error, formatOf(argv));
  }
}

/** oclif ends `--help` and `this.exit()` with an error of this kind, which is none. */
function isExit(error: unknown): error is Error & { oclif: { exit: number } } {
  return error instanceof Error && 'code' in error && error.code === 'EEXIT';
}
