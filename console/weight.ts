// Measures what a page costs before it shows: the script that its route loads, gzipped. Printed by
// the build, which fails over the limit. What a route loads later (terminal, editor, palette,
// dialogs) is imported dynamically and not counted.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limitBytes = 100 * 1024;
const client = new URL('.svelte-kit/output/client/', import.meta.url);

interface Chunk {
  file: string;
  src?: string;
  imports?: string[];
}

const manifest: Record<string, Chunk> = JSON.parse(readFileSync(new URL('.vite/manifest.json', client), 'utf8'));
const entries = Object.keys(manifest);

/** A chunk with everything that it imports statically. */
function closure(keys: string[], seen = new Set<string>()): Set<string> {
  for (const key of keys) {
    if (seen.has(key)) continue;
    seen.add(key);
    closure(manifest[key]?.imports ?? [], seen);
  }
  return seen;
}

function gzipped(keys: Iterable<string>): number {
  let bytes = 0;
  for (const key of keys) {
    const file = manifest[key]?.file;
    if (file?.endsWith('.js')) bytes += gzipSync(readFileSync(new URL(file, client))).length;
  }
  return bytes;
}

/**
 * The client nodes in which SvelteKit wraps each layout and page, by the source file they import.
 */
function nodesOf(sources: string[]): string[] {
  return entries.filter((key) => /client-optimized\/nodes\//.test(key) && sources.some((source) => wraps(key, source)));
}

function wraps(node: string, source: string): boolean {
  const imported = manifest[node]?.imports ?? [];
  const code = readFileSync(
    new URL(`.svelte-kit/generated/${node.replace(/^.*generated\//, '')}`, import.meta.url),
    'utf8',
  );
  return imported !== undefined && code.includes(`/${source}"`);
}

const start = entries.filter((key) => /runtime\/client\/entry\.js$|client-optimized\/app\.js$/.test(key));
const routes: Record<string, string[]> = {
  '/login': ['src/routes/+layout.svelte', 'src/routes/(auth)/+layout.svelte', 'src/routes/(auth)/login/+page.svelte'],
  '/sessions': [
    'src/routes/+layout.svelte',
    'src/routes/(app)/+layout.svelte',
    'src/routes/(app)/sessions/+page.svelte',
  ],
};

let over = false;
for (const [route, sources] of Object.entries(routes)) {
  const bytes = gzipped(closure([...start, ...nodesOf(sources)]));
  over ||= bytes > limitBytes;
  console.log(
    `${route.padEnd(10)} ${(bytes / 1024).toFixed(1).padStart(6)} KB of script gzipped (limit ${limitBytes / 1024} KB)`,
  );
}
if (over) {
  console.error('A first route is over its limit. Import what is not needed at once dynamically.');
  process.exitCode = 1;
}
