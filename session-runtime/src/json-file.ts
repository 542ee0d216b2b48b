// Owns writing a JSON file so that a reader sees the old one or the new one, never a half.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let drafts = 0;

export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // A name of this process alone; what a killed one left under it is written over.
  const draft = join(folder, `.draft-${process.pid}-${(drafts += 1)}.tmp`);
  try {
    await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o644 });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
