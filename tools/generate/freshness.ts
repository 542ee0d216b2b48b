// Owns the comparison of generated text with what is on disk, and the writing of it.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Outputs } from './pipeline.ts';
import { GENERATED } from './pipeline.ts';

export interface Difference {
  path: string;
  kind: 'stale' | 'missing' | 'extra';
}

/**
 * What a run would change, in the order of paths; a file in a generated folder that nothing
 * generates counts too.
 */
export async function differences(root: string, outputs: Outputs): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const [path, text] of outputs) {
    const old = await textOf(join(root, path));
    if (old === null) found.push({ path, kind: 'missing' });
    else if (old !== text) found.push({ path, kind: 'stale' });
  }
  for (const path of await generatedFiles(root)) {
    if (!outputs.has(path)) found.push({ path, kind: 'extra' });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Brings the folders to exactly the outputs. Files that are the same are left alone, so that
 * watchers stay quiet.
 */
export async function write(root: string, outputs: Outputs): Promise<Difference[]> {
  const changes = await differences(root, outputs);
  for (const { path, kind } of changes) {
    const file = join(root, path);
    if (kind === 'extra') {
      await rm(file);
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, outputs.get(path) ?? '');
  }
  return changes;
}

async function generatedFiles(root: string): Promise<string[]> {
  const folders = GENERATED.map(async (folder) => {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(onlyMissing([]));
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  });
  return (await Promise.all(folders)).flat();
}

const textOf = (file: string) => readFile(file, 'utf8').catch(onlyMissing(null));

/** An absent file or folder is a finding; any other failure is thrown on. */
const onlyMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
