// Owns the start of a run. The version, which scripts ask for most, is printed here before anything
// else is loaded.
import pjson from '../package.json' with { type: 'json' };
import { endWithReader } from './interrupt.ts';

export async function main(argv: string[] = process.argv.slice(2)): Promise<void> {
  endWithReader();
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === 'version')) {
    process.stdout.write(`flare/${pjson.version} ${process.platform}-${process.arch} node-${process.version}\n`);
    return;
  }
  const { runCommand } = await import('./run-command.ts');
  await runCommand(argv);
}
