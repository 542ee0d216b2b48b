// Owns the bundles: the runtime, a folder that needs nothing beside it but Node, and the host daemon.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  // Bundled CommonJS (ws, xterm) asks for Node's own modules with require, which an ES module has to bring along.
  banner: {
    js: "import { createRequire as bfCreateRequire } from 'node:module'; const require = bfCreateRequire(import.meta.url);",
  },
  // ws takes these if they are installed; they are not.
  external: ['@lydell/node-pty', 'bufferutil', 'utf-8-validate'],
  logLevel: 'warning',
};

/** Writes `main.mjs`, its parts and node-pty with its native code to `outDir`, which can be bound or copied anywhere. */
export async function buildRuntime(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { version } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')) as { version: string };
  await build({
    ...shared,
    entryPoints: { main: join(here, 'src/main.ts') },
    outdir: outDir,
    splitting: true, // Each lazy import becomes a file, so that health is answered before it is read.
    outExtension: { '.js': '.mjs' },
    define: { RUNTIME_VERSION: JSON.stringify(version) },
  });
  await copyPty(join(outDir, 'node_modules'));
}

/** Writes `daemon.mjs` to `outDir`. */
export async function buildHost(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await build({ ...shared, entryPoints: [join(here, 'host/daemon.ts')], outfile: join(outDir, 'daemon.mjs') });
}

// Only what runs on Linux is copied: declarations, other platforms' code and documentation stay behind.
async function copyPty(modules: string): Promise<void> {
  const pty = dirname(require.resolve('@lydell/node-pty/package.json'));
  const native = await readdir(dirname(pty));
  for (const name of native.filter((name) => name === 'node-pty' || name.startsWith('node-pty-linux-'))) {
    await cp(join(dirname(pty), name), join(modules, '@lydell', name), {
      recursive: true,
      filter: (path) => !/\.(d\.ts|md)$/.test(path),
    });
  }
  await writeFile(join(dirname(modules), 'package.json'), '{ "type": "module", "private": true }\n');
}
