// Owns changes of single files from outside: what is written or removed is named beforehand with
// what the sender knows of it, so nothing that somebody changed in the session is overwritten
// unasked.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readlink, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LimitFunction } from 'p-limit';
import type { Change, ChangedFile, ChangeRequest, FileConflict } from '../../generated/schemas.ts';
import { Problem } from '../problems.ts';
import { RESERVED } from './left-behind.ts';
import type { Places } from './places.ts';
import { Records } from './records.ts';
import { asRefusal, ContentRefused, isNoSpace, NoSpace } from './refusal.ts';
import { newRestore } from './restores.ts';
import { freshIn, makeStaging, removeStaging, stagingIn } from './swap.ts';
import { removeTrees } from './tar/process.ts';
import { unpackArchive } from './unpack.ts';

const KEPT = 5;
const SHOWN = 100;
const LIMITS = { entries: 200_000, bytes: 2 * 1024 ** 3 };
const RULES = {
  roots: [''],
  base: '/workspace',
  outwardLinks: 'refuse',
  fifos: 'refuse',
  sparse: 'refuse',
} as const;

interface Surroundings {
  places: Places;
  inTurn: LimitFunction;
  /** Lets the files change; with `restart`, while the app is down. */
  around: (restart: boolean, change: () => Promise<void>, notice: string | null) => Promise<void>;
}

export class FileChanges {
  readonly #proposed = new Map<string, ChangeRequest>();
  readonly #records: Records;

  constructor(readonly surroundings: Surroundings) {
    this.#records = new Records(surroundings.places.workspace);
  }

  async start(request: ChangeRequest): Promise<Change> {
    const { changeId, files, overwrite } = request;
    checkPaths(files);
    const conflicts = await this.#conflicts(files);
    this.#proposed.delete(changeId);
    if (conflicts.length > 0 && !overwrite) return changeOf(request, 'refused', conflicts);
    this.#proposed.set(changeId, request);
    for (const id of [...this.#proposed.keys()].slice(0, -KEPT)) this.#proposed.delete(id);
    return changeOf(request, 'proposed', conflicts);
  }

  async receive(changeId: string, restart: boolean, body: Readable): Promise<Change> {
    const request = this.#proposed.get(changeId);
    if (request === undefined) throw new Problem('not_found', { what: `Change ${changeId}` });
    this.#proposed.delete(changeId);
    const { inTurn, around, places } = this.surroundings;
    const staging = stagingIn(places.workspace, `change-${changeId}`);
    // On disk before there is anything to undo: the next runtime removes what this one leaves.
    const restore = newRestore(`change-${changeId}`.slice(0, 64));
    try {
      await this.#records.write({ restore, stagings: [staging], plan: null });
      await makeStaging(staging);
      await unpackArchive(body, [staging], RULES, LIMITS);
      await holdAgainst(request.files, freshIn(staging));
      await inTurn(async () => {
        // before the app goes down, and again once nothing of it can write
        await this.#expectUnchanged(request);
        await around(restart, () => this.#apply(request, freshIn(staging)), null);
      });
      return changeOf(request, 'done', []);
    } catch (error) {
      throw asRefusal(isNoSpace(error) ? new NoSpace('what comes in') : error);
    } finally {
      await removeStaging([staging]).catch(() => undefined);
      await this.#records.remove(restore.restoreId).catch(() => undefined);
    }
  }

  async #expectUnchanged({ files, overwrite }: ChangeRequest): Promise<void> {
    const [first, ...more] = overwrite ? [] : await this.#conflicts(files);
    if (first !== undefined) throw new Problem('files_changed', { count: more.length + 1, path: first.path });
  }

  async #apply(request: ChangeRequest, fresh: string): Promise<void> {
    await this.#expectUnchanged(request);
    const { files } = request;
    const top = this.surroundings.places.workspace;
    // What goes first: a folder may stand where a file comes, or the other way round.
    for (const { path, after } of files) if (after === null) await remove(top, path);
    for (const { path, after } of files) if (after !== null) await put(join(fresh, path), top, path);
  }

  async #conflicts(files: readonly ChangedFile[]): Promise<FileConflict[]> {
    const conflicts: FileConflict[] = [];
    for (const { path, before, after } of files) {
      const found = await stateOf(this.surroundings.places.workspace, path);
      if (found === before || found === after) continue;
      const how =
        found === 'other' ? 'not_a_file' : found === null ? 'deleted' : before === null ? 'created' : 'changed';
      conflicts.push({ path, found: how });
    }
    return conflicts;
  }
}

function changeOf(request: ChangeRequest, state: Change['state'], conflicts: readonly FileConflict[]): Change {
  const { changeId, files } = request;
  const removed = files.filter(({ after }) => after === null).length;
  const shown = conflicts.slice(0, SHOWN);
  return {
    changeId,
    state,
    conflicts: shown,
    conflictCount: conflicts.length,
    written: files.length - removed,
    removed,
  };
}

/**
 * Property: nothing outside of the workspace, and nothing of the runtime's, is looked at or
 * changed.
 */
function checkPaths(files: readonly ChangedFile[]): void {
  const seen = new Set<string>();
  const errors = files.flatMap(({ path }, index) => {
    const parts = path.split('/');
    const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..') && parts[0] !== RESERVED;
    const isNew = !seen.has(path);
    seen.add(path);
    return isPlain && isNew
      ? []
      : [{ path: `body.files[${index}].path`, message: 'Not a path of its own in the workspace' }];
  });
  if (errors.length > 0) throw new Problem('bad_request', {}, errors.slice(0, SHOWN));
}

/**
 * Null where nothing is; `other` for what is neither file nor link, lies behind a link, or cannot
 * be looked at.
 */
async function stateOf(top: string, path: string): Promise<string | null> {
  try {
    return (await isBehindLink(top, path)) ? 'other' : await contentOf(join(top, path));
  } catch (error) {
    return isMissing(error) ? null : 'other';
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Whether something on the way there is no folder. Throws where the way ends before. */
async function isBehindLink(top: string, path: string): Promise<boolean> {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth += 1) {
    if (!(await lstat(join(top, ...parts.slice(0, depth)))).isDirectory()) return true;
  }
  return false;
}

async function contentOf(at: string): Promise<string> {
  const found = await lstat(at);
  if (found.isSymbolicLink()) return `link:${await readlink(at)}`;
  if (!found.isFile()) return 'other';
  const hash = createHash('sha256');
  await pipeline(createReadStream(at), hash);
  return `${(found.mode & 0o100) === 0 ? 'file' : 'program'}:${hash.digest('hex')}`;
}

async function holdAgainst(files: readonly ChangedFile[], fresh: string): Promise<void> {
  for (const { path, after } of files) {
    if (after !== null && (await stateOf(fresh, path)) !== after)
      throw new ContentRefused(`The archive does not hold ${path} as it was announced`);
  }
}

async function put(from: string, top: string, path: string): Promise<void> {
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth += 1) {
    const above = join(top, ...parts.slice(0, depth));
    const found = await lstat(above).catch(() => null);
    // Never through a link: what it leads to is not the folder that was meant.
    if (found !== null && !found.isDirectory()) await rm(above, { force: true });
    if (found === null || !found.isDirectory()) await mkdir(above);
  }
  const at = join(top, path);
  if ((await lstat(at).catch(() => null))?.isDirectory()) await removeTrees(at);
  await rename(from, at);
}

/**
 * With the folders that are empty then. Property: nothing is removed through a link; what lies
 * behind one is not the file that was named.
 */
async function remove(top: string, path: string): Promise<void> {
  const isElsewhere = await isBehindLink(top, path).catch((error: unknown) => {
    if (isMissing(error)) return true;
    throw error;
  });
  if (isElsewhere) return;
  await rm(join(top, path), { force: true, recursive: true });
  for (let at = dirname(path); at !== '.'; at = dirname(at)) {
    const emptied = await rmdir(join(top, at)).then(
      () => true,
      () => false,
    );
    if (!emptied) return;
  }
}
