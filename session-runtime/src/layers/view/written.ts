// Owns the question which files the session's processes can write to without opening them: what is
// open, or mapped into memory.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { SessionProcess } from '../../processes/table.ts';

const WRITES = 0o3; // O_WRONLY and O_RDWR, whose numbers are 1 and 2.

/**
 * The inodes. A database writes to mapped memory without a new time on its file, so what it has
 * open counts as changed. Devices are not told apart: a number that two of them share makes one
 * file more to look at.
 */
export function writtenInodes(processes: readonly SessionProcess[]): Set<string> {
  const inodes = new Set<string>();
  for (const { pid } of processes) {
    for (const fd of entries(`/proc/${pid}/fd`)) {
      const flags = /^flags:\s+(\d+)/m.exec(read(`/proc/${pid}/fdinfo/${fd}`))?.[1] ?? '0';
      if ((parseInt(flags, 8) & WRITES) === 0) continue;
      const stat = statSync(`/proc/${pid}/fd/${fd}`, { throwIfNoEntry: false, bigint: true });
      if (stat?.isFile() === true) inodes.add(String(stat.ino));
    }
    // address rw-s offset device inode path
    for (const [, inode = ''] of read(`/proc/${pid}/maps`).matchAll(/^\S+ .w.s \S+ \S+ (\d+)/gm)) inodes.add(inode);
  }
  return inodes;
}

// A process that has ended, or belongs to somebody else, has nothing to say.
function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
