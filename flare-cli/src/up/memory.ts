// Owns what flare remembers of folders: which template and session of which deployment are theirs,
// and what was sent last. It lies beside the configuration, so that nothing is written into
// anybody's project.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileStates } from '../bundle/pack.ts';
import { configPath, writePrivately } from '../config/config-file.ts';
import { withFileLock } from '../config/lock.ts';

export interface Memory {
  version: 1;
  apiUrl: string;
  /** Its absolute path. */
  folder: string;
  templateId: string;
  versionId: string;
  sessionId: string;
  /** What was sent last; null of a folder whose build clones a repository. */
  digest: string | null;
  manifest: unknown;
  files: FileStates;
  /** False where files were put in, and the setup that they need has not ended yet. */
  isSetUp: boolean;
}

const base = () => configPath().replace(/\.json$/, '');
const placeOf = () => `${base()}.folders`;
const pathOf = (apiUrl: string, folder: string) =>
  join(placeOf(), `${createHash('sha256').update(`${apiUrl} ${folder}`).digest('hex').slice(0, 32)}.json`);

/** A record that cannot be read costs a new session, nothing more. */
function read(path: string): Memory | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isMemory(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isMemory(value: unknown): value is Memory {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return false;
  return 'sessionId' in value && 'templateId' in value && 'files' in value && typeof value.files === 'object';
}

export const recall = (apiUrl: string, folder: string): Memory | undefined => read(pathOf(apiUrl, folder));

export function remember(memory: Memory): void {
  writePrivately(pathOf(memory.apiUrl, memory.folder), memory);
}

/** Of all folders of this machine that are still there. */
export function allMemories(apiUrl: string): Memory[] {
  const names = existsSync(placeOf()) ? readdirSync(placeOf()).filter((name) => name.endsWith('.json')) : [];
  return names
    .flatMap((name) => read(join(placeOf(), name)) ?? [])
    .filter((memory) => memory.apiUrl === apiUrl && existsSync(memory.folder));
}

/** The session that an earlier release remembered; what was sent to it is not known. */
export function sessionOfEarlierRelease(apiUrl: string, folder: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(`${base()}.folders.json`, 'utf8'));
    const id: unknown = Object(Object(content).sessions)[`${apiUrl} ${folder}`];
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Long enough for another one to build. */
const TIMES = { touchMs: 5000, staleMs: 20_000, waitMs: 60 * 60_000, pollMs: 100 };

/** One `flare up` of a folder at a time: the second one finds what the first one did. */
export async function oneAtATime<R>(
  { apiUrl, folder, say }: { apiUrl: string; folder: string; say(text: string): void },
  work: () => Promise<R>,
): Promise<R> {
  const path = pathOf(apiUrl, folder);
  if (existsSync(`${path}.lock`)) say('Another `flare up` of this folder is under way; waiting until it has ended.');
  return withFileLock(path, work, TIMES);
}
