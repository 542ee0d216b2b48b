// Owns writing a JSON file so that a reader sees the old one or the new one, never a half.
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let drafts = 0;

export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // A name of this process alone, under which a killed one may have left something.
  const draft = join(folder, `.draft-${process.pid}-${(drafts += 1)}.tmp`);
  try {
    // Threat: the user's shell puts a link or a pipe under the next name. Property: only a file
    // made here is written to.
    await rm(draft, { recursive: true, force: true });
    await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o644, flag: 'wx' });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
