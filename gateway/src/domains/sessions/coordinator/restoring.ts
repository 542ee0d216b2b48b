// Restores of a session: at once while it runs, else with its next start. Each is noted before it begins, so that its end is known to whoever
// asks for it later, also where this object, the Worker or the machine died in the middle.
import * as z from 'zod';
import type { RestoreProgress, RuntimeRestore } from '../../../../generated/schemas.ts';
import { boundedCall } from '../../../platform/bounded-call.ts';
import { timestamp } from '../../../platform/clock.ts';
import { randomId } from '../../../platform/crypto.ts';
import { keepLastSnapshot, agreed, callMs, type LayerDeps } from '../../layers/index.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { clip } from '../../../platform/text.ts';
import { type FileSource, type LayerSource, snapshotSource } from '../../snapshots/index.ts';
import type { RestoreNote } from '../record.ts';
import type { Cause, Restored, Result } from '../port.ts';
import { refuse, restoreRefusal } from './commands.ts';
import type { Content } from './content.ts';
import type { Journal } from './journal.ts';

/** What the runtime tells of a restore by its name. */
type Told = z.infer<typeof Told>;
const Told = z.object({
  state: z.enum(['receiving', 'applying', 'done', 'failed']),
  reason: z.string().max(2000).nullable(),
  verifiedFiles: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});
const maxToldBytes = 64 * 1024;

const none: RestoreProgress = { state: 'none', reason: null, outcome: null, runtimeRestore: null };

export class Restoring {
  readonly #deps: LayerDeps;
  readonly #journal: Journal;
  readonly #content: Content;
  #underWay: { snapshotId: string; done: Promise<Result<Restored>> } | null = null;

  constructor(deps: LayerDeps, journal: Journal, content: Content) {
    this.#deps = deps;
    this.#journal = journal;
    this.#content = content;
  }

  get #record() {
    const record = this.#journal.read();
    if (!record) throw new Error('The session was not taken over.');
    return record;
  }

  /** Whether a restore goes on, or was cut off and is not settled yet. */
  get isUnsettled(): boolean {
    return this.#journal.read()?.internal.restore?.state === 'restoring';
  }

  /** Asked for twice at once, it is one restore. */
  begin(snapshotId: string, cause: Cause): Promise<Result<Restored>> {
    if (this.#underWay?.snapshotId === snapshotId) return this.#underWay.done;
    if (this.#underWay) return Promise.resolve(refuse('session_busy', { command: 'restore' }));
    const note: RestoreNote = {
      ...{ id: randomId('rst'), snapshotId, cause, state: 'restoring', reason: null, outcome: null },
      runtimeRestore: null,
    };
    this.#journal.keep({ restore: note });
    const done = this.#content
      .exclusive(() => this.#carryOut(note))
      .catch((error: unknown) => {
        const reason = clip(reasonOf(error), 1000);
        this.#journal.keep({ restore: { ...note, state: 'failed', reason } });
        return restoreRefusal(error);
      })
      .finally(() => {
        this.#underWay = null;
      });
    this.#underWay = { snapshotId, done };
    return done;
  }

  async #carryOut(note: RestoreNote): Promise<Result<Restored>> {
    const source = await snapshotSource(this.#deps, this.#record.view, note.snapshotId);
    const { view, operation } = this.#record;
    // A start that began meanwhile may go on with the disk that a crash left: told now that it gives way to the snapshot, the session
    // would run on it, and its next stop would save nothing.
    if (operation) throw new Error('Another command began meanwhile; try again.');
    const running = view.state === 'running';
    const runtimeRestore = running ? await this.#putNow(note, source) : null;
    if (!running && source.kind === 'file') await source.body.cancel();
    return { ok: true, value: this.#done(note, source.kind, running, runtimeRestore) };
  }

  async #putNow({ id }: RestoreNote, source: LayerSource | FileSource): Promise<RuntimeRestore> {
    const { view } = this.#record;
    if (source.kind === 'file') {
      const path = await keepLastSnapshot(this.#deps, view.id, source.body);
      const { bytes, contentType } = source;
      return { appliedPath: path, aliasPath: path, bytes, contentType, verifiedFiles: 0 };
    }
    return layerRestore(source, await this.#content.put(source, id, view.persistedPaths, true));
  }

  #done(note: RestoreNote, kind: 'layer' | 'file', running: boolean, runtimeRestore: RuntimeRestore | null): Restored {
    const now = this.#deps.now();
    const { snapshotId, cause } = note;
    const outcome = outcomeOf(kind, runtimeRestore !== null);
    const view = this.#journal.apply(
      {
        view: { lastRestoredSnapshotId: snapshotId, lastRestoredAt: timestamp(now) },
        internal: {
          restore: { ...note, state: 'done', outcome, runtimeRestore },
          stuckOn: null,
          ...(kind === 'file'
            ? { fileSnapshot: snapshotId }
            : // Not running: whatever a crash left on the disk gives way to the snapshot.
              { startFrom: snapshotId, fileSnapshot: null, savedAt: now, ...(running ? {} : { diskReady: false }) }),
        },
        event: { ...restoreEvent(snapshotId, kind, runtimeRestore), actorId: cause.actorId },
        audit: { ...cause, event: 'snapshot.restored', targetId: snapshotId },
      },
      now,
    );
    return { view, outcome, runtimeRestore };
  }

  /** Ends one that nobody waits for. */
  #cutOff(note: RestoreNote, why: string): void {
    const restore: RestoreNote = { ...note, state: 'failed', reason: clip(why, 1000) };
    const message = `${note.snapshotId} was not restored: ${why}`;
    const event = { type: 'restore_failed', message, actorId: note.cause.actorId };
    this.#journal.apply({ view: {}, internal: { restore }, event }, this.#deps.now());
  }

  /** How the session's last restore goes on or ended, if it is one of this snapshot. */
  async progress(snapshotId: string): Promise<RestoreProgress> {
    await this.settle();
    const note = this.#record.internal.restore;
    if (note?.snapshotId !== snapshotId) return none;
    const { state, reason, outcome, runtimeRestore } = note;
    return { state, reason, outcome, runtimeRestore };
  }

  /**
   * Finds out how a restore ended that an earlier life of this object began. The runtime knows: it writes down what it brings in before it
   * changes a file, and brings it to an end after a crash of its own.
   */
  async settle(): Promise<void> {
    if (this.#underWay) return;
    const { view, internal } = this.#record;
    const note = internal.restore;
    if (note?.state !== 'restoring') return;
    if (view.state !== 'running') {
      this.#cutOff(note, `It was cut off when the session became ${view.state}. ${eitherWay}`);
      return;
    }
    // Nobody there, or silent: it is asked again.
    const told = await this.#told(note).catch(() => null);
    const source = told?.state === 'done' ? await snapshotSource(this.#deps, view, note.snapshotId) : null;
    // Whoever asked at the same time may have settled it.
    if (!told || this.#underWay || this.#record.internal.restore?.id !== note.id || !this.isUnsettled) return;
    if (told.state === 'failed') this.#cutOff(note, `${told.reason ?? 'It was cut off'}. The files are as they were.`);
    if (source?.kind === 'layer') this.#done(note, 'layer', true, layerRestore(source, told.verifiedFiles));
  }

  async #told(note: RestoreNote): Promise<Told> {
    const told = await this.#ask(note);
    if (told.state !== 'receiving') return told;
    // Whoever sent the content is gone. Content without a byte ends one that still waits for it; any other one the runtime leaves alone.
    const headers = { 'content-type': 'application/octet-stream' };
    await this.#call(`/restores/${note.id}/content`, { method: 'PUT', headers, body: new Uint8Array() });
    return this.#ask(note);
  }

  async #ask({ id }: RestoreNote): Promise<Told> {
    const answer = await this.#call(`/restores/${id}`, {});
    if (answer.status === 404) return { state: 'failed', reason: 'It was cut off before it began', verifiedFiles: 0 };
    return agreed(Told, JSON.parse(answer.text));
  }

  #call(path: string, init: RequestInit) {
    return boundedCall(this.#deps.host, this.#record.view.id, path, init, { ms: callMs, bytes: maxToldBytes });
  }
}

const eitherWay = 'The files are as they were, or as the snapshot holds them: restore it again to be sure.';

function layerRestore({ manifest: { paths, totalBytes } }: LayerSource, verifiedFiles: number): RuntimeRestore {
  const appliedPath = paths[0] ?? '/workspace';
  return { appliedPath, aliasPath: null, bytes: totalBytes, contentType: 'application/zstd', verifiedFiles };
}

function outcomeOf(kind: 'layer' | 'file', atOnce: boolean): RestoreProgress['outcome'] {
  if (kind === 'layer') return atOnce ? 'files_restored' : 'files_at_next_start';
  return atOnce ? 'kept_as_file' : 'file_at_next_start';
}

/** What a restore did, in words: what changed no file is not told as a restore. */
function restoreEvent(snapshotId: string, kind: 'layer' | 'file', done: RuntimeRestore | null) {
  if (kind === 'file') {
    const when = done ? 'is kept' : 'will be kept at the next start';
    const message = `${snapshotId} is no archive that can be restored: it ${when} as /workspace/.burstflare/last.snapshot, and no other file changes`;
    return { type: 'kept_as_file', message };
  }
  const message = done
    ? `Restored from ${snapshotId}: ${done.verifiedFiles} entries are as it holds them`
    : `Will start from ${snapshotId}`;
  return { type: 'restored', message };
}
