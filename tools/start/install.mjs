// Installs the dependencies when they are missing or differ from the lockfile.
// Plain JavaScript for Node 20 with no dependency: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} root */
export function ensureInstalled(root) {
  const state = installedState(root);
  if (state === 'current') return;
  // `ci` empties node_modules first; after a change of the lockfile `install` touches only what
  // differs.
  const command = state === 'missing' ? 'ci' : 'install';
  console.error(`Installing dependencies (npm ${command}; the first time takes about a minute) …`);
  const underNpm = process.env.npm_execpath?.endsWith('.js');
  const args = [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = underNpm
    ? spawnSync(process.execPath, [String(process.env.npm_execpath), ...args], options(root))
    : spawnSync('npm', args, options(root));
  if (result.status !== 0 || installedState(root) !== 'current') {
    const why = result.error ? result.error.message : `npm ${command} ended with code ${result.status}`;
    console.error(`\nThe dependencies could not be installed: ${why}.`);
    console.error('Check that the npm registry can be reached (npm ping), then run the command again.');
    process.exit(1);
  }
}

/** @param {string} root @returns {import('node:child_process').SpawnSyncOptions} */
function options(root) {
  // stdout is kept for what the command itself has to say: npm's words go to stderr
  return { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, SCARF_ANALYTICS: 'false' } };
}

/**
 * Compares package-lock.json with the lockfile that npm keeps inside node_modules, so that an
 * install made by hand counts too.
 * @param {string} root
 * @returns {'current' | 'missing' | 'different'}
 */
function installedState(root) {
  const hidden = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(hidden) || !existsSync(join(root, 'node_modules/node/bin/node'))) return 'missing';
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/')) continue;
    const found = present[path];
    // an optional package is left out where it does not fit the platform
    if (!found && entry.optional) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) return 'different';
  }
  return 'current';
}
