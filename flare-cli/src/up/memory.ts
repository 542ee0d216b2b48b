// Owns what flare remembers of folders: which template and session of which deployment are theirs,
// and what was sent last. It lies beside the configuration, so that nothing is written into
// anybody's project.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileStates } from '../bundle/pack.ts';
import { configPath, writePrivately } from '../config/config-file.ts';
import { withFileLock } from '../config/lock.ts';
import { EXIT, Failure } from '../failures.ts';

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
  if (!('sessionId' in value && typeof value.sessionId === 'string' && 'apiUrl' in value)) return false;
  return 'templateId' in value && 'files' in value && typeof value.files === 'object';
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

/**
 * The sessions of all folders of this machine, of those as well that are on a drive which is not
 * mounted now. Throws where a record cannot be read: its session would look like nobody's.
 */
export function ownedSessions(apiUrl: string): Set<string> {
  const owned = new Set<string>();
  for (const path of recordPaths()) {
    const memory = read(path);
    if (memory === undefined) throw unreadable(path);
    if (memory.apiUrl === apiUrl) owned.add(memory.sessionId);
  }
  for (const [place, id] of Object.entries(sessionsOfEarlierRelease()))
    if (place.startsWith(`${apiUrl} `) && typeof id === 'string') owned.add(id);
  return owned;
}

function recordPaths(): string[] {
  try {
    const names = readdirSync(placeOf()).filter((name) => name.endsWith('.json'));
    return names.sort().map((name) => join(placeOf(), name));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw unreadable(placeOf());
  }
}

function sessionsOfEarlierRelease(): Record<string, unknown> {
  const path = `${base()}.folders.json`;
  let sessions: unknown;
  try {
    sessions = Object(JSON.parse(readFileSync(path, 'utf8'))).sessions;
  } catch (error) {
    if (isAbsent(error)) return {};
  }
  if (typeof sessions !== 'object' || sessions === null) throw unreadable(path);
  return { ...sessions };
}

const isAbsent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function unreadable(path: string): Failure {
  return new Failure({
    code: 'memory_unreadable',
    title: `${path} cannot be read`,
    detail: 'It says which sessions belong to folders of this machine.',
    next: 'Make it readable. If it is damaged, delete it: its folder’s session then counts as nobody’s.',
    exitCode: EXIT.failure,
  });
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
