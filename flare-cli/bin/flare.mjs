#!/usr/bin/env node
// Starts the bundled CLI. In the repository, before anything was built, it builds the bundle first.
// Plain JavaScript for Node 20.
import { existsSync } from 'node:fs';
import module from 'node:module';

// Halves the time to start; Node 20 does not have it.
module.enableCompileCache?.();

const bundle = new URL('../dist/main.js', import.meta.url);
if (!existsSync(bundle)) {
  const build = new URL('../build.mjs', import.meta.url);
  try {
    if (!existsSync(build)) throw new Error('this installation is incomplete');
    process.stderr.write('Building flare, once…\n');
    await (await import(build.href)).buildCli();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`Error: flare is not built, and building it failed: ${reason}\n`);
    process.stderr.write('Next: run `npm install`, then `npm run build -w flare-cli`, in the repository.\n');
    process.exit(1);
  }
}
await (await import(bundle.href)).main();
