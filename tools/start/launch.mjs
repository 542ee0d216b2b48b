// Runs one of the project's TypeScript entries: installs what is missing, then hands over to the
// project's own Node.
//   node tools/start/launch.mjs tools/start/start.ts [arguments]
// Plain JavaScript for Node 20 with no dependency: that is all a fresh machine has.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import module from 'node:module';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [entry, ...args] = process.argv.slice(2);
if (!entry) throw new Error('Usage: node tools/start/launch.mjs <entry.ts> [arguments]');
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`BurstFlare needs Node 20 or later; this is ${process.version}. See https://nodejs.org/en/download.`);
  process.exit(1);
}

ensureInstalled(root);
process.env.PATH = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
const projectNode = JSON.parse(readFileSync(join(root, 'node_modules/node/package.json'), 'utf8')).version;

if (process.versions.node === projectNode) await runHere();
else runUnderProjectNode();

async function runHere() {
  // absent in Node 20, which never comes here
  module.enableCompileCache(join(root, '.build/compile-cache'));
  const { register } = await import('tsx/esm/api');
  register();
  process.argv = [process.execPath, resolve(root, entry), ...args];
  await import(pathToFileURL(resolve(root, entry)).href);
}

function runUnderProjectNode() {
  const child = spawn(join(root, 'node_modules/node/bin/node'), [fileURLToPath(import.meta.url), entry, ...args], {
    stdio: 'inherit',
  });
  // The child decides how to end; this process only passes the word on. A terminal's Ctrl-C reaches
  // both, so it is not passed on twice.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
