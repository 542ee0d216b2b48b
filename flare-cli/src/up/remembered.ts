// Owns what flare remembers of folders: which session of which deployment is theirs. It lies beside
// the configuration, so that nothing is written into anybody's project.
import { readFileSync } from 'node:fs';
import { configPath, writePrivately } from '../config/config-file.ts';
import { withFileLock } from '../config/lock.ts';

interface Folders {
  version: 1;
  /** Session ids by deployment and the folder's absolute path. */
  sessions: Record<string, string>;
}

const pathOf = () => `${configPath().replace(/\.json$/, '')}.folders.json`;
const keyOf = (apiUrl: string, folder: string) => `${apiUrl} ${folder}`;

/** A file that cannot be read costs a new session, nothing more. */
function read(path: string): Folders {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (isFolders(content)) return content;
  } catch {
    // There is none yet, or it was damaged.
  }
  return { version: 1, sessions: {} };
}

function isFolders(value: unknown): value is Folders {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return false;
  return 'sessions' in value && typeof value.sessions === 'object' && value.sessions !== null;
}

export function sessionOfFolder(apiUrl: string, folder: string): string | undefined {
  const id: unknown = read(pathOf()).sessions[keyOf(apiUrl, folder)];
  return typeof id === 'string' ? id : undefined;
}

export async function rememberSession(apiUrl: string, folder: string, sessionId: string): Promise<void> {
  const path = pathOf();
  await withFileLock(path, async () => {
    const folders = read(path);
    folders.sessions[keyOf(apiUrl, folder)] = sessionId;
    writePrivately(path, folders);
  });
}
