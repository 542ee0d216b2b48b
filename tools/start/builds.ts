// Everything that is made before the platform can start, in order: contract, then Worker, console,
// session runtime and CLI.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildHost, buildRuntime } from '../../session-runtime/build.ts';
import { type BuildStep, runStep, runTool, withBuildLock } from './build-step.ts';
import { compileMigrations } from './migrations.ts';
import { buildDir, root } from './settings.ts';

export const built = {
  worker: join(buildDir, 'worker'),
  /**
   * The Worker's bindings out of wrangler.toml, as Miniflare takes them: importing wrangler costs
   * 1.2 s, so it is done once, here.
   */
  workerOptions: join(buildDir, 'worker-options.json'),
  migrations: join(buildDir, 'migrations.json'),
  hostDaemon: join(buildDir, 'host/daemon.mjs'),
  /** A folder: the bundle, and node-pty with its native code. */
  runtime: join(buildDir, 'runtime'),
};

const generate: BuildStep = {
  name: 'contract',
  inputs: ['openapi', 'tools/generate', 'sql/migrations'],
  outputs: ['openapi/generated/openapi.json', 'gateway/generated/operations.ts', 'sql/generated/rows.ts'],
  run: () => runTool('tsx', ['tools/generate/generate.ts']),
};

const worker: BuildStep = {
  name: 'gateway',
  inputs: ['wrangler.toml', 'gateway/src', 'gateway/generated', 'sql/generated', 'openapi/generated'],
  outputs: ['.build/worker/index.js', '.build/worker-options.json'],
  async run() {
    // wrangler insists that the assets folder exists, even in a dry run
    mkdirSync(join(root, 'console/build'), { recursive: true });
    await replaceFolder(built.worker, (fresh) =>
      runTool('wrangler', ['deploy', '--dry-run', '--outdir', fresh], wranglerEnv),
    );
    await runTool('tsx', ['tools/start/worker-options.ts', built.workerOptions], wranglerEnv);
  },
};

const migrations: BuildStep = {
  name: 'migrations',
  inputs: ['sql/migrations', 'tools/start/migrations.ts'],
  outputs: ['.build/migrations.json'],
  async run() {
    const compiled = await compileMigrations(join(root, 'sql/migrations'));
    mkdirSync(buildDir, { recursive: true });
    writeFileSync(built.migrations, JSON.stringify(compiled));
  },
};

const console_: BuildStep = {
  name: 'console',
  inputs: [
    ...['package.json', 'vite.config.ts', 'tsconfig.json', 'src', 'static'].map((path) => `console/${path}`),
    'sdk/src',
    'sdk/generated',
    'tools/start/api-reference.js',
  ],
  outputs: ['console/build/docs-assets/reference.js'],
  async run() {
    await runTool('npm', ['run', '--silent', 'build', '-w', '@burstflare/console']);
    copyApiReference(join(root, 'console/build/docs-assets'));
  },
};

/** What the gateway's /docs page loads: it is served beside the console, from our own origin. */
function copyApiReference(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'LICENSE']) {
    copyFileSync(join(root, 'node_modules/swagger-ui-dist', name), join(folder, name));
  }
  copyFileSync(join(root, 'tools/start/api-reference.js'), join(folder, 'reference.js'));
}

const runtimeInputs = [
  ...['build.ts', 'package.json', 'src', 'generated'].map((path) => `session-runtime/${path}`),
  'openapi/generated/runtime.json',
];

const host: BuildStep = {
  name: 'host',
  inputs: [...runtimeInputs, 'session-runtime/host'],
  outputs: ['.build/host/daemon.mjs'],
  run: () => buildHost(dirname(built.hostDaemon)),
};

const runtime: BuildStep = {
  name: 'runtime',
  inputs: runtimeInputs,
  outputs: ['.build/runtime/main.cjs'],
  run: () => replaceFolder(built.runtime, buildRuntime),
};

/** Sessions may be starting from the old folder: it is exchanged whole. */
async function replaceFolder(folder: string, make: (fresh: string) => Promise<void>): Promise<void> {
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  await make(fresh);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
}

const cli: BuildStep = {
  name: 'cli',
  inputs: ['flare-cli/src', 'flare-cli/build.mjs', 'flare-cli/package.json', 'sdk/src', 'sdk/generated'],
  outputs: ['flare-cli/dist/main.js'],
  run: () => runTool('npm', ['run', '--silent', 'build', '-w', '@burstflare/flare']),
};

/** wrangler's own telemetry and update notes have no place in a build. */
const wranglerEnv = {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_LOG: 'warn',
  CI: 'true',
};

/** Brings everything up to date; what is up to date already costs a few milliseconds. */
export async function buildAll(): Promise<void> {
  await withBuildLock(async () => {
    await runStep(generate);
    // two at a time: the console and the Worker bundle are the long ones
    await Promise.all([
      runStep(console_).then(() => runStep(cli)),
      runStep(worker).then(async () => {
        for (const step of [migrations, host, runtime]) await runStep(step);
      }),
    ]);
  });
}

/** What wrangler dev and Vite do not build themselves. */
export async function buildForDev(): Promise<void> {
  await withBuildLock(async () => {
    for (const step of [generate, host, runtime, cli]) await runStep(step);
    mkdirSync(join(root, 'console/build'), { recursive: true });
  });
}

/** What the platform says that it is: the project's version, and which bundle of it. */
export function versionId(): string {
  // the root package.json has a version
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const bundle = join(built.worker, 'index.js');
  if (!existsSync(bundle)) return `${version}+dev`;
  return `${version}+${createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 8)}`;
}

export function requireBuilds(): void {
  const missing = Object.values(built).find((path) => !existsSync(path));
  if (missing) throw new Error(`${missing} is not built. Run npm start, or npm test, which build first.`);
}
