// The hand-written files of the repository and what each imports, read with TypeScript's own
// scanner; for Svelte, out of its scripts.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const parts = [
  'openapi',
  'gateway',
  'sdk',
  'console',
  'flare-cli',
  'session-runtime',
  'sql',
  'tools',
  'tests',
] as const;
export type Part = (typeof parts)[number];

const built = new Set(['node_modules', '.build', 'dist', '.svelte-kit', '.wrangler', '.data', '.git']);
const isBuilt = (path: string, name: string) => built.has(name) || path === 'console/build';
const code = new Set(['.ts', '.mjs', '.js', '.svelte']);

export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path from the root when it leads into the repository; absent for a library. */
  readonly target: string | undefined;
}

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export function textFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !isBuilt(posix.join(folder, entry.name), entry.name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name);
      return entry.isDirectory() ? textFiles(path) : [path];
    });
}

export const read = (path: string) => readFileSync(join(root, path), 'utf8');
export const exists = (path: string) => existsSync(join(root, path));
export const isGenerated = (path: string) => path.split('/').includes('generated');
/** Tests, and what they share beside the code: folders named testing. */
export const isTest = (path: string) =>
  /\.(test|spec)\.ts$/.test(path) || path.startsWith('tests/') || path.includes('/testing/');
const isFixture = (path: string) => path.includes('/fixtures/');

/** All code of the parts, generated code included, without the projects that tests use as input. */
export function sourceFiles(): SourceFile[] {
  return parts
    .filter(exists)
    .flatMap((part) => textFiles(part))
    .filter((path) => code.has(extname(path)) && !isFixture(path))
    .map((path) => {
      const text = read(path);
      return { path, text, imports: importsOf(path, text) };
    });
}

function importsOf(path: string, text: string): Import[] {
  const scripts = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
    : [text];
  return scripts
    .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
    .map(({ fileName: specifier }) => ({ specifier, target: targetOf(path, specifier) }));
}

const packages: Record<string, string> = {
  '@burstflare/sdk': 'sdk/src/index.ts',
  '@burstflare/gateway': 'gateway',
  '@burstflare/console': 'console',
  '@burstflare/flare': 'flare-cli',
  '@burstflare/session-runtime': 'session-runtime',
};

function targetOf(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return withExtension(posix.join(dirname(from), specifier));
  if (specifier.startsWith('#lib/')) return withExtension(specifier.replace('#lib/', 'console/src/lib/'));
  if (specifier.startsWith('$lib/')) return withExtension(specifier.replace('$lib/', 'console/src/lib/'));
  const name = Object.keys(packages).find((known) => specifier === known || specifier.startsWith(`${known}/`));
  if (!name) return undefined;
  return specifier === name ? packages[name] : `${packages[name]?.split('/')[0]}${specifier.slice(name.length)}`;
}

/**
 * Imports name their file with its ending; a folder's index is the one exception that tools allow.
 */
function withExtension(path: string): string {
  if (exists(path) && !statSync(join(root, path)).isDirectory()) return path;
  return [`${path}.ts`, `${path}/index.ts`, path.replace(/\.js$/, '.ts')].find(exists) ?? path;
}

/** What a failing rule says: each place, and the cure. */
export function violations(found: readonly string[], cure: string): string {
  return found.length === 0 ? '' : `${found.join('\n')}\n→ ${cure}`;
}
