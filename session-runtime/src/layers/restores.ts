// Owns restores and imports: one comes in at a time, is unpacked beside the files, and replaces
// them whole or not at all.
import type { Readable } from 'node:stream';
import type { LimitFunction } from 'p-limit';
import type { ImportResult, Restore, RestoreRequest } from '../../generated/schemas.ts';
import { Problem } from '../problems.ts';
import type { KnownFrames } from './frames.ts';
import { inArchive, isPlain, outermost, type Places } from './places.ts';
import { Records } from './records.ts';
import { asRefusal, isNoSpace, NoSpace } from './refusal.ts';
import { applySwap, makeStaging, planSwap, removeStaging, stagingIn, type Staging, type SwapPlan } from './swap.ts';
import type { ScanLimits } from './tar/scanner.ts';
import { unpackArchive, unpackLayer, type Unpacked } from './unpack.ts';

const KEPT = 20;
/** A shell in a folder that was replaced is still in the old one, which is gone. */
const RESTORED = 'The files of this session were restored. To see them here: cd "$PWD"';

interface Surroundings {
  places: Places;
  frames: KnownFrames;
  inTurn: LimitFunction;
  /** Lets the files change; with `restart`, while the app is down. */
  around: (restart: boolean, change: () => Promise<void>, notice: string | null) => Promise<void>;
}

interface Transfer {
  /** Null once its content has come. */
  request: RestoreRequest | null;
  restore: Restore;
}

/** How content gets from a body into place. */
interface Way {
  /** The trees as the session names them, and where they are. */
  trees: { path: string; root: string }[];
  prune: boolean;
  restart: boolean;
  unpack: (stagings: readonly Staging[]) => Promise<Unpacked>;
}

export class Restores {
  readonly #transfers = new Map<string, Transfer>();
  readonly #records: Records;
  #receiving: string | null = null;
  #imports = 0;

  constructor(readonly surroundings: Surroundings) {
    this.#records = new Records(surroundings.places.workspace);
  }

  /** What the records of an earlier runtime tell, after `recover` has brought them to an end. */
  remember(ended: readonly Restore[]): void {
    for (const restore of ended) this.#transfers.set(restore.restoreId, { request: null, restore });
  }

  start(request: RestoreRequest): Restore {
    const { restoreId } = request;
    const before = this.#transfers.get(restoreId);
    if (before !== undefined && before.restore.state !== 'failed') return before.restore;
    this.#mustBeIdle();
    checkPaths(request);
    for (const { restore } of this.#transfers.values()) if (restore.state === 'receiving') giveWay(restore);
    const restore = newRestore(restoreId);
    this.#transfers.delete(restoreId);
    this.#transfers.set(restoreId, { request, restore });
    for (const id of [...this.#transfers.keys()].slice(0, -KEPT)) this.#transfers.delete(id);
    return restore;
  }

  get(restoreId: string): Restore {
    return this.#find(restoreId).restore;
  }

  async receive(restoreId: string, body: Readable): Promise<Restore> {
    const transfer = this.#find(restoreId);
    const { restore, request } = transfer;
    if (restore.state === 'done') return restore;
    this.#mustBeIdle();
    if (request === null || restore.state !== 'receiving') {
      throw new Problem('not_found', { what: `Restore ${restoreId}, as one that waits for its content,` });
    }
    transfer.request = null;
    const { places, frames } = this.surroundings;
    const { manifest, outwardLinks, restart } = request;
    const trees = outermost(manifest.paths).map((path) => ({ path, root: places.real(path) }));
    const names = trees.map(({ path }) => inArchive(path));
    const rules = { roots: names, base: '/', outwardLinks, fifos: 'keep', sparse: 'keep' } as const;
    const progress = ({ bytes, entries }: Pick<Unpacked, 'bytes' | 'entries'>) => {
      Object.assign(restore, { bytes, files: entries });
    };
    const unpack = (stagings: readonly Staging[]) =>
      unpackLayer({ manifest, body, stagings, names, rules, frames, progress });
    await this.#bringIn(restore, { trees, prune: true, restart, unpack });
    return restore;
  }

  async importArchive(body: Readable, limits: ScanLimits): Promise<ImportResult> {
    this.#mustBeIdle();
    this.#imports += 1;
    const restore = newRestore(`import-${process.pid}-${this.#imports}`);
    const rules = {
      roots: [''],
      base: '/workspace',
      outwardLinks: 'refuse',
      fifos: 'refuse',
      sparse: 'refuse',
    } as const;
    const unpack = (stagings: readonly Staging[]) => unpackArchive(body, stagings, rules, limits);
    const trees = [{ path: '/workspace', root: this.surroundings.places.workspace }];
    await this.#bringIn(restore, { trees, prune: false, restart: false, unpack });
    await this.#records.remove(restore.restoreId); // Nobody asks for an import by its name.
    return { entries: restore.files, bytes: restore.bytes };
  }

  async #bringIn(restore: Restore, way: Way): Promise<void> {
    this.#receiving = `Restore ${restore.restoreId}`;
    const id = restore.restoreId;
    const stagings = way.trees.map(({ root }) => stagingIn(root, id));
    try {
      await this.#dropStuck();
      // On disk before there is anything to undo.
      await this.#records.write({ restore, stagings, plan: null });
      for (const staging of stagings) await makeStaging(staging);
      const { bytes, entries, verified, topModes } = await way.unpack(stagings);
      Object.assign(restore, { bytes, files: entries, verifiedFiles: verified });
      const { inTurn, around } = this.surroundings;
      await inTurn(async () => {
        const plan = await planSwap(stagings, topModes, way.prune);
        await around(way.restart, () => this.#apply(restore, way, stagings, plan), way.restart ? RESTORED : null);
      });
      await removeStaging(stagings);
      Object.assign(restore, { state: 'done', endedAt: now() });
      await this.#records.write({ restore, stagings: [], plan: null });
    } catch (error) {
      throw await this.#failed(restore, stagings, error);
    } finally {
      this.#receiving = null;
    }
    await this.#records.forgetOld(KEPT);
  }

  // From the moment when the plan is on disk there is only forward.
  async #apply(restore: Restore, { trees }: Way, stagings: Staging[], plan: SwapPlan): Promise<void> {
    const applying = { state: 'applying', appliedPaths: trees.map(({ path }) => path) } as const;
    await this.#records.write({ restore: { ...restore, ...applying }, stagings, plan });
    Object.assign(restore, applying);
    await applySwap(plan);
  }

  async #failed(restore: Restore, stagings: Staging[], error: unknown): Promise<unknown> {
    const cause = isNoSpace(error) ? new NoSpace('what comes in') : error;
    const reason = (cause instanceof Error ? cause.message : String(cause)).slice(0, 1800);
    if (restore.state === 'done') return cause; // Only its record could not be written.
    if (restore.state === 'applying') {
      restore.reason = `It stopped halfway, and is finished when the session starts again: ${reason}`;
      return cause;
    }
    await removeStaging(stagings).catch(() => undefined);
    Object.assign(restore, { state: 'failed', reason, endedAt: now() });
    // On a full disk this may not be written: the next start then undoes what the old record names,
    // and is gone already.
    await this.#records.write({ restore, stagings: [], plan: null }).catch(() => undefined);
    return asRefusal(cause);
  }

  // One that stopped halfway must not be finished by a later start, over what comes in now.
  async #dropStuck(): Promise<void> {
    for (const record of await this.#records.all()) {
      if (record.restore.state !== 'applying') continue;
      await removeStaging(record.stagings);
      const known = this.#transfers.get(record.restore.restoreId)?.restore ?? record.restore;
      giveWay(known);
      await this.#records.write({ restore: known, stagings: [], plan: null });
    }
  }

  #mustBeIdle(): void {
    if (this.#receiving !== null) throw new Problem('restore_busy', { what: this.#receiving });
  }

  #find(restoreId: string): Transfer {
    const transfer = this.#transfers.get(restoreId);
    if (transfer === undefined) throw new Problem('not_found', { what: `Restore ${restoreId}` });
    return transfer;
  }
}

/** Finishes what a crash cut short, or undoes it. Before anything else happens to the files. */
export async function recover(records: Records): Promise<Restore[]> {
  for (const { restore, plan, stagings } of await records.all()) {
    if (restore.state !== 'applying' && restore.state !== 'receiving') continue;
    try {
      if (plan !== null) await applySwap(plan);
      await removeStaging(stagings);
      const end = plan !== null ? { state: 'done', reason: null } : { state: 'failed', reason: CUT_SHORT };
      Object.assign(restore, { ...end, endedAt: now() });
      await records.write({ restore, stagings: [], plan: null });
    } catch (error) {
      // The record stays, so the next start tries again; the session is of use meanwhile.
      process.stderr.write(`restore ${restore.restoreId} is not finished: ${String(error)}\n`);
    }
  }
  return (await records.all()).map(({ restore }) => restore);
}

const CUT_SHORT = 'The runtime ended while the content came in';

export function newRestore(restoreId: string): Restore {
  return {
    ...{ restoreId, state: 'receiving', reason: null, bytes: 0, files: 0, verifiedFiles: 0, appliedPaths: [] },
    ...{ startedAt: now(), endedAt: null },
  };
}

function giveWay(restore: Restore): void {
  Object.assign(restore, { state: 'failed', reason: 'Another restore took its place', endedAt: now() });
}

/**
 * Property: nothing outside of the allowed folders is written or removed, whatever the manifest
 * says.
 */
function checkPaths({ manifest, allowedPaths }: RestoreRequest): void {
  const errors = manifest.paths.flatMap((path) => {
    if (!isPlain(path)) return [{ path: 'body.manifest.paths', message: `${path} holds . or ..` }];
    const allowed = allowedPaths.some((one) => path === one || path.startsWith(`${one}/`));
    return allowed ? [] : [{ path: 'body.manifest.paths', message: `${path} is not in allowedPaths` }];
  });
  if (errors.length > 0) throw new Problem('bad_request', {}, errors);
}

const now = () => new Date().toISOString();
