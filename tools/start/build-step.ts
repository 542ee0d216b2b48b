// One build step: what it reads, what it makes, and the rule that it is skipped while the content
// of its inputs is unchanged.
import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { buildDir, root } from './settings.ts';

export interface BuildStep {
  readonly name: string;
  /**
   * Files and folders below the root; `generated`, `node_modules` and build folders inside a folder
   * are left out unless named.
   */
  readonly inputs: readonly string[];
  /** What must exist for the step to count as done. */
  readonly outputs: readonly string[];
  run(): Promise<void>;
}

export class BuildFailed extends Error {}

const leftOut = new Set(['node_modules', 'generated', 'build', 'dist', '.svelte-kit']);

export async function runStep(step: BuildStep): Promise<void> {
  const stamp = join(buildDir, 'stamps', step.name);
  const digest = digestOf(step.inputs);
  if (isCurrent(step, stamp, digest)) return;
  const started = performance.now();
  await step.run();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
  console.error(`  ✓ ${step.name.padEnd(12)} ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function isCurrent(step: BuildStep, stamp: string, digest: string): boolean {
  return (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === digest &&
    step.outputs.every((output) => existsSync(join(root, output)))
  );
}

function digestOf(inputs: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...inputs].flatMap((input) => filesBelow(input))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { withFileTypes: true })
    .filter((entry) => !leftOut.has(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(`${path}/${entry.name}`));
}

/** Runs a program quietly; what it said is shown only when it fails. */
export async function runTool(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<void> {
  const child = spawn(command, args, {
    cwd: root,
    // vitest's own marks are not passed on: under NODE_ENV=test Vite would build the development
    // edition
    env: { ...process.env, NODE_ENV: 'production', VITEST: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new BuildFailed(`${[command, ...args].join(' ')} ended with code ${code}:\n\n${said.trim()}\n`);
}

/**
 * Two commands at once must not build into the same folder: an abstract socket is the lock, as for
 * a data folder.
 */
export async function withBuildLock<T>(work: () => Promise<T>): Promise<T> {
  const server = createServer();
  const { dev, ino } = statSync(root);
  const take = () =>
    new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
      );
      server.listen(`\0burstflare-build-${dev}-${ino}`, () => resolve(true));
    });
  let waiting = false;
  while (!(await take())) {
    if (!waiting) console.error('  Another command is building here; waiting for it to end');
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
    server.removeAllListeners();
  }
  try {
    return await work();
  } finally {
    server.close();
  }
}
