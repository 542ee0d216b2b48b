// Everything that is made before the platform can start, in order: contract, then Worker, console, session runtime and CLI.
import { build, type BuildOptions } from 'esbuild';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildStep, runStep, runTool, withBuildLock } from './build-step.ts';
import { compileMigrations } from './migrations.ts';
import { buildDir, root } from './settings.ts';

export const built = {
  worker: join(buildDir, 'worker'),
  /** The Worker's bindings out of wrangler.toml, as Miniflare takes them: importing wrangler costs 1.2 s, so it is done once, here. */
  workerOptions: join(buildDir, 'worker-options.json'),
  migrations: join(buildDir, 'migrations.json'),
  hostDaemon: join(buildDir, 'host/daemon.mjs'),
  runtime: join(buildDir, 'runtime/runtime.mjs'),
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
    const fresh = `${built.worker}.new`;
    rmSync(fresh, { recursive: true, force: true });
    // wrangler insists that the assets folder exists, even in a dry run
    mkdirSync(join(root, 'console/build'), { recursive: true });
    await runTool('wrangler', ['deploy', '--dry-run', '--outdir', fresh], wranglerEnv);
    rmSync(built.worker, { recursive: true, force: true });
    renameSync(fresh, built.worker);
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
  ],
  outputs: ['console/build/index.html'],
  run: () => runTool('npm', ['run', '--silent', 'build', '-w', '@burstflare/console']),
};

const nodeBundle: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  sourcemap: true,
  logLevel: 'silent',
  // CommonJS packages inside the bundle call require()
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

const host: BuildStep = {
  name: 'host',
  inputs: ['session-runtime/host', 'session-runtime/src', 'session-runtime/generated'],
  outputs: ['.build/host/daemon.mjs'],
  async run() {
    await build({
      ...nodeBundle,
      entryPoints: [join(root, 'session-runtime/host/daemon.ts')],
      outfile: built.hostDaemon,
    });
  },
};

/** Has a native part, so it lies beside the bundle instead of in it. */
const nativePackages = ['@lydell/node-pty', `@lydell/node-pty-${process.platform}-${process.arch}`];

const runtime: BuildStep = {
  name: 'runtime',
  inputs: ['session-runtime/src', 'session-runtime/generated'],
  outputs: ['.build/runtime/runtime.mjs'],
  async run() {
    await build({
      ...nodeBundle,
      entryPoints: [join(root, 'session-runtime/src/main.ts')],
      outfile: built.runtime,
      external: ['@lydell/node-pty'],
    });
    for (const name of nativePackages) {
      cpSync(join(root, 'node_modules', name), join(buildDir, 'runtime/node_modules', name), { recursive: true });
    }
  },
};

const cli: BuildStep = {
  name: 'cli',
  inputs: ['flare-cli/src', 'flare-cli/bin', 'flare-cli/package.json', 'sdk/src', 'sdk/generated'],
  outputs: [],
  run: () => runTool('npm', ['run', '--silent', 'build', '-w', '@burstflare/flare']),
};

/** wrangler's own telemetry and update notes have no place in a build. */
const wranglerEnv = { WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'warn', CI: 'true' };

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

/** The version that the platform answers as: the project's, as in package.json. */
export function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

export function requireBuilds(): void {
  const missing = Object.values(built).find((path) => !existsSync(path));
  if (missing) throw new Error(`${missing} is not built. Run npm start, or npm test, which build first.`);
}
