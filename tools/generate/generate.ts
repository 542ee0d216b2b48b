// Owns `npm run generate`: brings every generated folder to what the contract and the migrations
// say. With --check it writes nothing and exits 1, naming each file that differs.
import { resolve } from 'node:path';
import { differences, write } from './freshness.ts';
import { generate } from './pipeline.ts';

const root = resolve(import.meta.dirname, '../..');
const check = process.argv.includes('--check');

try {
  const outputs = await generate(root);
  const changes = check ? await differences(root, outputs) : await write(root, outputs);
  for (const { path, kind } of changes)
    console.log(`${check ? kind : kind === 'extra' ? 'removed' : 'written'} ${path}`);
  if (changes.length === 0) console.log(`All ${outputs.size} generated files are up to date.`);
  else if (check) {
    console.error('Generated files differ from the contract. Run `npm run generate` and commit what it writes.');
    process.exitCode = 1;
  }
} catch (error) {
  // A refused contract is the author's to correct; the message says where, a stack of the generator
  // would bury it.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
