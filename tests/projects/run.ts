// npm run test:projects: installs from Debian what the projects need where it can, then starts them.
// Arguments go to vitest: npm run test:projects -- -t hugo
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { STARTED } from './list.ts';

const packages = [...new Set(STARTED.flatMap(({ needs, modules = {} }) => [needs, modules].flatMap(Object.values)))];
const lacking = packages.filter((name) => spawnSync('dpkg', ['-s', name], { stdio: 'ignore' }).status !== 0);
if (lacking.length > 0 && process.getuid?.() === 0) {
  console.log(`Installing ${lacking.join(', ')}`);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...lacking];
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
  // One that cannot be had must not keep the others out; each project says what it lacks.
  if (spawnSync('apt-get', install, { stdio: 'ignore' }).status !== 0)
    for (const name of lacking)
      spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { stdio: 'ignore' });
}

const config = join(import.meta.dirname, 'vitest.config.ts');
const vitest = spawn('vitest', ['run', '--config', config, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal));
process.exitCode = await new Promise<number>((resolve) => vitest.once('exit', (code) => resolve(code ?? 1)));
