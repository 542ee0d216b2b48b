// The control plane as a local server: the production bundle on workerd, by Miniflare, with one socket straight into it.
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { built } from './builds.ts';
import { applyMigrations, type Migration } from './migrations.ts';
import { root } from './settings.ts';
import { findTool } from './system-tools.ts';

const workerName = 'burstflare';

export interface WorkerSettings {
  readonly host: string;
  readonly port: number;
  readonly state: string;
  /** Variables and secrets, over those of wrangler.toml. */
  readonly bindings: Readonly<Record<string, string>>;
  log(line: string, level: string): void;
}

export async function startWorker(settings: WorkerSettings): Promise<Miniflare> {
  endWorkerdWithUs();
  const options = convertV4MiniflareOptions({
    workers: workersOf(settings),
    // `defaultPersistRoot` would be ignored without a word, and nothing kept
    resourcePersistencePath: settings.state,
    host: '127.0.0.1',
    port: 0,
    cf: false,
    unsafeLocalExplorer: false,
    telemetry: { enabled: false },
    log: new PlatformLog(settings.log),
    handleStructuredLogs: ({ level, message }) => settings.log(message, level),
    unsafeHandleRuntimeRestart: () => settings.log('workerd ended unexpectedly and was started again.', 'error'),
  });
  const miniflare = withoutItsSignals(() => new Miniflare(options));
  try {
    await miniflare.ready;
    const migrations = JSON.parse(readFileSync(built.migrations, 'utf8')) as Migration[];
    await applyMigrations(await miniflare.getD1Database('DB'), migrations);
    return miniflare;
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

/** Miniflare's own answer to a signal is process.exit() on the spot, which would cut off an orderly stop. Its exit hook stays. */
function withoutItsSignals<T>(work: () => T): T {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const result = work();
  signals.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.removeListener(signal, listener);
    }
  });
  return result;
}

/**
 * Two Workers: ours, and one that holds the console's files. With `assets` on our own Worker Miniflare puts its assets router
 * before the socket, and every request pays for it: 2,700 requests a second instead of 10,000 on two cores.
 */
function workersOf(settings: WorkerSettings): V4WorkerOptions[] {
  // written by worker-options.ts from wrangler's own types
  const {
    assets,
    modulesRules: _,
    ...options
  } = JSON.parse(readFileSync(built.workerOptions, 'utf8')) as V4WorkerOptions & {
    assets: NonNullable<V4WorkerOptions['assets']>;
    modulesRules?: unknown;
  };
  const ours = {
    ...options,
    name: workerName,
    rootPath: root,
    modulesRoot: built.worker,
    modules: modulesIn(built.worker),
    bindings: { ...options.bindings, ...settings.bindings },
    serviceBindings: { ...options.serviceBindings, ASSETS: 'console' },
    unsafeDirectSockets: [{ host: settings.host, port: settings.port }],
  };
  const console_ = {
    name: 'console',
    modules: true as const,
    script: 'export default { fetch: (request, env) => env.FILES.fetch(request) }',
    ...(options.compatibilityDate ? { compatibilityDate: options.compatibilityDate } : {}),
    assets: { ...assets, binding: 'FILES' },
  };
  return [ours, console_];
}

const moduleTypes: Record<string, 'ESModule' | 'CompiledWasm' | 'Text'> = {
  '.js': 'ESModule',
  '.wasm': 'CompiledWasm',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
};

/** Listed by hand: Miniflare's own walk over the imports would read the bundle's text again for each start. */
function modulesIn(folder: string) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => extname(name) !== '' && !name.endsWith('.map') && !name.endsWith('.md'))
    .sort((a, b) => Number(b === 'index.js') - Number(a === 'index.js'))
    .map((name) => ({
      type: moduleTypes[extname(name)] ?? ('Data' as const),
      path: join(folder, name),
      contents: readFileSync(join(folder, name)),
    }));
}

function endWorkerdWithUs(): void {
  if (process.platform !== 'linux' || !findTool('setpriv')) return;
  const require = createRequire(import.meta.url);
  // the package's default export is the path of its binary
  const workerd = createRequire(require.resolve('miniflare'))('workerd') as { default: string };
  process.env.BURSTFLARE_WORKERD = workerd.default;
  process.env.MINIFLARE_WORKERD_PATH = fileURLToPath(new URL('workerd.sh', import.meta.url));
}

class PlatformLog extends Log {
  readonly #write: (line: string, level: string) => void;

  constructor(write: (line: string, level: string) => void) {
    super(LogLevel.WARN);
    this.#write = write;
  }

  override log(message: string): void {
    this.#write(message, 'warn');
  }
}
