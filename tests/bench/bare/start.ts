// Serves the bare Worker as tools/start/worker.ts serves ours: Miniflare, a direct socket, a process of its own. Ends with its stdin.
//   node start.ts <state folder>     prints {"port": …} when it is ready
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from 'miniflare';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built } from '../../../tools/start/builds.ts';
import { freePort } from '../../../tools/start/listening.ts';

const [, , state = ''] = process.argv;
const bundled = await build({
  entryPoints: [join(import.meta.dirname, 'worker.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  target: 'esnext',
  conditions: ['workerd', 'worker', 'browser'],
});
// written by worker-options.ts from wrangler's own types
const ours = JSON.parse(readFileSync(built.workerOptions, 'utf8')) as V4WorkerOptions;
const port = await freePort('127.0.0.1', 0);
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    workers: [
      {
        name: 'bare',
        modules: [{ type: 'ESModule', path: 'index.js', contents: bundled.outputFiles[0]?.text ?? '' }],
        ...(ours.compatibilityDate ? { compatibilityDate: ours.compatibilityDate } : {}),
        compatibilityFlags: ours.compatibilityFlags ?? [],
        d1Databases: ours.d1Databases ?? {},
        unsafeDirectSockets: [{ host: '127.0.0.1', port }],
      },
    ],
    resourcePersistencePath: state,
    host: '127.0.0.1',
    port: 0,
    cf: false,
    unsafeLocalExplorer: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.WARN),
  }),
);
await miniflare.ready;
console.log(JSON.stringify({ port }));
process.stdin.on('end', () => void miniflare.dispose().then(() => process.exit(0))).resume();
