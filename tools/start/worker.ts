// The control plane as a local server: the production bundle on workerd, by Miniflare, with one
// socket straight into it.
import type { V4WorkerOptions } from 'miniflare';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { type Backstage, backstageAt } from './backstage.ts';
import { built } from './builds.ts';
import { hostSocket } from './host-process.ts';
import { applyMigrations, type Migration } from './migrations.ts';
import { root } from './settings.ts';
import { prepareWorkerd } from './workerd-process.ts';

// Miniflare is CommonJS, one file of megabytes: by require its start costs a third less, as Node
// neither asks whether it is a module nor looks for the names that it exports.
const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = createRequire(import.meta.url)(
  'miniflare',
) as typeof import('miniflare');

const workerName = 'burstflare';
const backstageName = 'backstage';

export interface WorkerSettings {
  /** Sockets that listen already: where people and programs come in, and the platform's own. */
  readonly doors: { readonly front: readonly number[]; readonly backstage: number; readonly closed: number };
  readonly backstagePath: string;
  /** Where workerd runs: the process host's socket is in it. */
  readonly folder: string;
  readonly state: string;
  /** Variables and secrets, over those of wrangler.toml. */
  readonly bindings: Readonly<Record<string, string>>;
  log(line: string, level: string): void;
  /** workerd ended, and could not be started again: whoever comes would wait for ever. */
  onGone(): void;
}

export interface RunningWorker {
  readonly backstage: Backstage;
  /**
   * Nothing is served or noted any more, so what ends now around the Worker does not look to it
   * like a failure.
   */
  freeze(): void;
  stop(): Promise<void>;
}

export async function startWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const workers = workersOf(settings);
  let over = false;
  const workerd = prepareWorkerd({
    folder: settings.folder,
    sockets: socketsOf(settings, workers),
    // once Miniflare has taken note of it, `ready` waits for the next workerd
    onExit: () => void setImmediate(() => miniflare.ready.catch(giveUp)),
  });
  const options = convertV4MiniflareOptions({
    workers,
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
    const backstage = backstageAt(settings.backstagePath);
    await applyMigrations(backstage.batch, migrations);
    return { backstage, freeze: () => workerd.freeze(), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  /** Once: the start that fails ends a workerd, too. */
  function giveUp(): void {
    if (!over) settings.onGone();
    over = true;
  }

  async function stop(): Promise<void> {
    over = true;
    await miniflare.dispose();
    workerd.release();
  }
}

/**
 * Miniflare's own answer to a signal is process.exit() on the spot, which would cut off an orderly
 * stop. Its exit hook stays.
 */
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
 * Ours first, and one that holds the console's files: with `assets` on our own Worker Miniflare
 * puts its assets router before the socket, and every request pays for it: 2,700 requests a second
 * instead of 10,000 on two cores. Then the platform's own door, and one Worker for each further
 * address of ours, as Miniflare takes one socket a Worker.
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
    serviceBindings: {
      ...options.serviceBindings,
      ASSETS: 'console',
      PROCESS_HOST: { external: { address: `unix:${hostSocket}`, http: {} } },
    },
    unsafeDirectSockets: [{}],
  };
  const dated = options.compatibilityDate ? { compatibilityDate: options.compatibilityDate } : {};
  const console_ = {
    name: 'console',
    modules: true as const,
    script: 'export default { fetch: (request, env) => env.FILES.fetch(request) }',
    ...dated,
    assets: { ...assets, binding: 'FILES' },
  };
  const backstage = {
    name: backstageName,
    modules: true as const,
    script: readFileSync(new URL('backstage-worker.js', import.meta.url), 'utf8'),
    ...dated,
    // what lets one Worker call the cron of another
    compatibilityFlags: ['service_binding_extra_handlers'],
    ...(options.d1Databases ? { d1Databases: options.d1Databases } : {}),
    serviceBindings: { GATEWAY: workerName },
    unsafeDirectSockets: [{}],
  };
  const further = settings.doors.front.slice(1).map((descriptor) => ({
    name: `door-${descriptor}`,
    modules: true as const,
    script: 'export default {}',
    ...dated,
    unsafeDirectSockets: [{ serviceName: workerName }],
  }));
  return [ours, console_, backstage, ...further];
}

/** Miniflare's names of the sockets: its own entry, and of each Worker by its place in the list. */
function socketsOf({ doors }: WorkerSettings, workers: readonly V4WorkerOptions[]): Map<string, number> {
  const front = [...doors.front];
  const sockets = new Map([['entry', doors.closed]]);
  workers.forEach(({ name, unsafeDirectSockets }, index) => {
    if (!unsafeDirectSockets) return;
    const descriptor = name === backstageName ? doors.backstage : front.shift();
    if (descriptor !== undefined) sockets.set(`direct:${index}:default`, descriptor);
  });
  return sockets;
}

const moduleTypes: Record<string, 'ESModule' | 'CompiledWasm' | 'Text'> = {
  '.js': 'ESModule',
  '.wasm': 'CompiledWasm',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
};

/**
 * Listed by hand: Miniflare's own walk over the imports would read the bundle's text again for each
 * start.
 */
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
