// Owns the bundles: the runtime, a folder that needs nothing beside it but Node, and the host
// daemon.
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, transform } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

const shared = {
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

const bundled = {
  ...shared,
  bundle: true,
  format: 'esm',
  keepNames: true,
  // ws takes these if they are installed; they are not.
  external: ['@lydell/node-pty', 'bufferutil', 'utf-8-validate'],
} as const satisfies BuildOptions;

/**
 * Writes `main.cjs`, its parts and node-pty with its native code to `outDir`, which can be bound or
 * copied anywhere.
 */
export async function buildRuntime(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const { version } = JSON.parse(await readFile(join(here, 'package.json'), 'utf8')) as { version: string };
  const { outputFiles } = await build({
    ...bundled,
    entryPoints: { main: join(here, 'src/main.ts') },
    outdir: outDir,
    write: false,
    splitting: true, // Each lazy import becomes a file, which costs an idle session nothing until it is asked for.
    outExtension: { '.js': '.cjs' },
    define: { RUNTIME_VERSION: JSON.stringify(version) },
  });
  await Promise.all(outputFiles.map(({ path, text }) => writeCommonJs(join(outDir, basename(path)), text)));
  await copyPty(join(outDir, 'node_modules'));
}

/**
 * esbuild splits ES modules only, so its files are turned into CommonJS one by one. An ES module
 * that imports `node:http` makes Node evaluate all that it exports, `WebSocket` among it, and with
 * that its HTTP client undici, which costs each session 14 MB.
 */
async function writeCommonJs(path: string, text: string): Promise<void> {
  const { code } = await transform(text, { ...shared, format: 'cjs', supported: { 'dynamic-import': false } });
  await writeFile(path, code);
}

/** Writes `daemon.mjs` to `outDir`. */
export async function buildHost(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await build({
    ...bundled,
    entryPoints: [join(here, 'host/daemon.ts')],
    outfile: join(outDir, 'daemon.mjs'),
    // Bundled CommonJS asks for Node's own modules with require, which an ES module has to bring
    // along.
    banner: {
      js: "import { createRequire as bfCreateRequire } from 'node:module'; const require = bfCreateRequire(import.meta.url);",
    },
  });
}

// Only what runs on Linux is copied: declarations, other platforms' code and documentation stay
// behind.
async function copyPty(modules: string): Promise<void> {
  const pty = dirname(require.resolve('@lydell/node-pty/package.json'));
  const native = await readdir(dirname(pty));
  for (const name of native.filter((name) => name === 'node-pty' || name.startsWith('node-pty-linux-'))) {
    await cp(join(dirname(pty), name), join(modules, '@lydell', name), {
      recursive: true,
      filter: (path) => !/\.(d\.ts|md)$/.test(path),
    });
  }
}
