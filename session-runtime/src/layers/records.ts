// Owns what is on disk of each restore and import, so that a runtime that starts after a crash can
// finish or undo it, and can still tell.
//
// Threat: whoever has a shell in the session can write these files. Property: the runtime is the
// same user, so they let nobody do what the shell could not do before.
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Restore } from '../../generated/schemas.ts';
import { writeJsonFile } from '../json-file.ts';
import { transfersIn } from './left-behind.ts';

const Staging = z.object({ root: z.string(), folder: z.string() });
const Plan = z.object({
  prune: z.boolean(),
  roots: z.array(
    z.extend(Staging, {
      mode: z.nullable(z.int()),
      entries: z.array(z.object({ name: z.string(), mode: z.nullable(z.int()) })),
    }),
  ),
});
// Those of an earlier runtime may lack the count.
const KeptRestore = z.extend(Restore, { verifiedFiles: z._default(z.int().check(z.gte(0)), 0) });
const RecordFile = z.object({ restore: KeptRestore, stagings: z.array(Staging), plan: z.nullable(Plan) });

export type TransferRecord = z.output<typeof RecordFile>;

export class Records {
  readonly #folder: string;

  constructor(workspace: string) {
    this.#folder = transfersIn(workspace);
  }

  write(record: TransferRecord): Promise<void> {
    return writeJsonFile(this.#file(record.restore.restoreId), record);
  }

  async remove(restoreId: string): Promise<void> {
    await rm(this.#file(restoreId), { force: true });
  }

  /** Those that can be read, oldest first. */
  async all(): Promise<TransferRecord[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const records = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => this.#read(name)));
    const known = records.filter((record) => record !== null);
    return known.sort((a, b) => a.restore.startedAt.localeCompare(b.restore.startedAt));
  }

  async forgetOld(kept: number): Promise<void> {
    const ended = (await this.all()).filter(({ restore: { state } }) => state === 'done' || state === 'failed');
    const old = ended.slice(0, Math.max(0, ended.length - kept));
    await Promise.all(old.map(({ restore }) => this.remove(restore.restoreId)));
  }

  #file(restoreId: string): string {
    return join(this.#folder, `${restoreId}.json`);
  }

  async #read(name: string): Promise<TransferRecord | null> {
    try {
      return RecordFile.parse(JSON.parse(await readFile(join(this.#folder, name), 'utf8')));
    } catch (error) {
      process.stderr.write(`${join(this.#folder, name)} is not read: ${String(error)}\n`);
      return null;
    }
  }
}
