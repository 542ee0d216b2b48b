// A folder as projects have them: what this repository's own node_modules hold, binaries included.
import { copyFile, mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
/** A few browsers' and compilers' binaries would be most of the bytes. */
const largest = 8_000_000;

export interface Tree {
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Copies about so many bytes to `folder`, no file twice; the same files each time. */
export async function copyTree(folder: string, bytes: number): Promise<Tree> {
  const files: string[] = [];
  let copied = 0;
  const walk = async (path: string): Promise<void> => {
    const entries = await readdir(join(modules, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (copied >= bytes) return;
      const name = join(path, entry.name);
      // links in node_modules lead to the workspaces
      if (entry.isDirectory() && !entry.name.startsWith('.')) await walk(name);
      if (!entry.isFile()) continue;
      const { size } = await stat(join(modules, name));
      if (size > largest) continue;
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await copyFile(join(modules, name), join(folder, name));
      files.push(name);
      copied += size;
    }
  };
  await walk('');
  return { files, bytes: copied };
}
