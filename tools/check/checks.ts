// The list of checks. Each answers with nothing when all is well, else with what is wrong.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../start/settings.ts';
import { exceptions } from '../../openapi/owasp.ts';
import { complaints, owaspFindings } from './owasp.ts';
import { checkMigrations } from './migration-files.ts';

export interface Check {
  readonly name: string;
  /** What to do when it fails. */
  readonly cure?: string;
  run(): string | undefined | Promise<string | undefined>;
}

const parts = ['gateway', 'sdk', 'session-runtime', 'flare-cli', 'tools', 'tests'];

export const checks: readonly Check[] = [
  {
    name: 'generated',
    cure: 'npm run generate, and commit what it writes',
    run: () => tool('tsx', 'tools/generate/generate.ts', '--check'),
  },
  { name: 'format', cure: 'npm run format', run: () => tool('prettier', '--check', '--log-level', 'warn', '.') },
  { name: 'lint', run: () => tool('oxlint', '--deny-warnings', '--format', 'unix') },
  ...parts.map((part) => ({
    name: `types ${part}`,
    run: () => tool('tsc', '-p', join(part, 'tsconfig.json'), '--pretty', 'false'),
  })),
  // the SDK itself must not know Node, its tests do
  { name: 'types sdk-tests', run: () => tool('tsc', '-p', 'sdk/tsconfig.test.json', '--pretty', 'false') },
  // a test that imports the Worker's code needs the Worker's types, which contradict the DOM's
  { name: 'types worker-tests', run: () => tool('tsc', '-p', 'tests/tsconfig.worker.json', '--pretty', 'false') },
  { name: 'types console', run: () => tool('npm', 'run', '--silent', 'check', '-w', '@burstflare/console') },
  {
    name: 'owasp',
    cure: 'see openapi/owasp.ts for what is excepted, and why',
    run: async () => complaints(await owaspFindings(root), exceptions).join('\n') || undefined,
  },
  { name: 'migrations', run: () => checkMigrations(join(root, 'sql/migrations')) },
  { name: 'lockfile', run: lockfile },
];

function tool(command: string, ...args: string[]): string | undefined {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64_000_000 });
  if (result.status === 0) return undefined;
  if (result.error) return `${command}: ${result.error.message}`;
  return `${result.stdout}${result.stderr}`.trim() || `${command} ended with code ${result.status}`;
}

/** An install with `npm ci` needs both files to agree; npm tells without touching anything. */
function lockfile(): string | undefined {
  if (!existsSync(join(root, 'package-lock.json'))) return 'package-lock.json is missing';
  return tool('npm', 'ci', '--dry-run', '--ignore-scripts', '--no-audit', '--loglevel=error');
}
