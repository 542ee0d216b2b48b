// Bundles the CLI into dist/: one entry, one file per command, shared code in chunks, and oclif's
// manifest, so that a command loads only what it uses. Plain JavaScript for Node 20: bin/flare.mjs
// runs it where nothing is built yet.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');

// oclif is CommonJS, and esbuild leaves it these names of a CommonJS module.
const commonJsNames = `import { createRequire as $createRequire } from 'node:module';
import { fileURLToPath as $fileURLToPath } from 'node:url';
const require = $createRequire(import.meta.url), __filename = $fileURLToPath(import.meta.url), __dirname = $fileURLToPath(new URL('.', import.meta.url));`;

export async function buildCli() {
  // A flare that runs meanwhile keeps the folder that it knows: the new one takes its place whole.
  const fresh = `${dist}.${process.pid}`;
  try {
    await build({
      absWorkingDir: root,
      entryPoints: ['src/main.ts', 'src/commands/**/*.ts'],
      outdir: fresh,
      outbase: 'src',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // the SDK's source; esbuild leaves `module` out once conditions are given
      conditions: ['burstflare-source', 'module'],
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: 'linked',
      // oclif asks for them only to read a tsconfig.json in development
      external: ['typescript', 'ts-node'],
      // its other form asks for its own files in a way that no bundler sees
      alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
      chunkNames: 'chunks/[name]-[hash]',
      banner: { js: commonJsNames },
      logLevel: 'warning',
    });
    await writeManifest(fresh);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What every command takes, so that help and the choice of a command load none of them. */
async function writeManifest(folder) {
  const pjson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  // oclif asks for Node 22 and works on 20, which the CLI supports; the bundle is tried there.
  process.env.OCLIF_DISABLE_ENGINE_WARNING = '1';
  const { Plugin } = await import('@oclif/core');
  const plugin = new Plugin({ root: folder, isRoot: true, pjson, ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  writeFileSync(join(folder, 'oclif.manifest.json'), JSON.stringify(plugin.manifest));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await buildCli();
