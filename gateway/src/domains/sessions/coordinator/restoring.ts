// Restores of a session: at once while it runs, else with its next start. Each is noted before it
// begins, so that its end is known to whoever asks for it later, also where this object, the Worker
// or the machine died in the middle.
import type { Restore } from '../../../../generated/runtime.ts';
import type { RestoreProgress, RuntimeRestore } from '../../../../generated/schemas.ts';
import { randomId } from '../../../platform/crypto.ts';
import { log } from '../../../platform/log.ts';
import { EndUnknown, keepLastSnapshot, type LayerDeps, restoreLimitMs } from '../../layers/index.ts';
import { reasonOf } from '../../../platform/passing-faults.ts';
import { callRuntime } from '../../../platform/runtime-client.ts';
import { isRefused, RuntimeRefusal } from '../../../platform/runtime-refusal.ts';
import { clip } from '../../../platform/text.ts';
import { type FileSource, type LayerSource, snapshotSource } from '../../snapshots/index.ts';
import type { RestoreNote, RestoreSent } from '../record.ts';
import type { Cause, Restored, Result } from '../port.ts';
import { refuse, restoreRefusal } from './refusals.ts';
import type { Content } from './content.ts';
import type { Journal } from './journal.ts';
import { outcomeOf } from './transitions/content.ts';

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

  /**
   * Asked for twice at once, it is one restore; also where the runtime goes on with one that nobody
   * here waits for.
   */
  async begin(snapshotId: string, cause: Cause): Promise<Result<Restored>> {
    await this.settle();
    if (this.#underWay?.snapshotId === snapshotId) return this.#underWay.done;
    const earlier = this.isUnsettled ? this.#record.internal.restore : null;
    if (earlier?.snapshotId === snapshotId) return this.#goesOn();
    if (this.#underWay || earlier) return refuse('session_busy', { command: 'restore' });
    const note: RestoreNote = {
      ...{ id: randomId('rst'), snapshotId, cause, state: 'restoring', reason: null, outcome: null },
      runtimeRestore: null,
    };
    this.#journal.send({ type: 'restore_noted', note });
    const done = this.#content
      .exclusive(() => this.#carryOut(note))
      .catch((error: unknown) => this.#broken(note, error))
      .finally(() => {
        this.#underWay = null;
      });
    this.#underWay = { snapshotId, done };
    return done;
  }

  async #carryOut(note: RestoreNote): Promise<Result<Restored>> {
    const source = await snapshotSource(this.#deps, this.#record.view, note.snapshotId);
    const { view, operation } = this.#record;
    // A start that began meanwhile may go on with the disk that a crash left: if it were said now
    // that it gives way to the snapshot, the session would run on it, and its next stop would save
    // nothing.
    if (operation) throw new Error('Another command began meanwhile; try again.');
    const running = view.state === 'running';
    const runtimeRestore = running ? await this.#putNow(note, source) : null;
    if (!running && source.kind === 'file') await source.body.cancel();
    return { ok: true, value: this.#done(note, source.kind, runtimeRestore) };
  }

  async #putNow(note: RestoreNote, source: LayerSource | FileSource): Promise<RuntimeRestore> {
    const { view } = this.#record;
    if (source.kind === 'file') {
      const path = await keepLastSnapshot(this.#deps, view.id, source.body);
      const { bytes, contentType } = source;
      return { appliedPath: path, aliasPath: path, bytes, contentType, verifiedFiles: 0 };
    }
    const { paths, totalBytes, totalRawBytes } = source.manifest;
    const runtimeRestore = layerRestore(paths[0], totalBytes);
    // A name that was sent is settled by what is noted here alone: the snapshot may be deleted, and
    // the session saved, before that.
    note.sent = this.#sentNow(restoreLimitMs(totalRawBytes), runtimeRestore);
    this.#journal.send({ type: 'restore_noted', note });
    const verifiedFiles = await this.#content.put(source, note.id, view.persistedPaths, true);
    return { ...runtimeRestore, verifiedFiles };
  }

  #sentNow(limitMs: number, runtimeRestore: RuntimeRestore): RestoreSent {
    const { startFrom, fileSnapshot, savedAt } = this.#record.internal;
    return { until: this.#deps.now() + limitMs, before: { startFrom, fileSnapshot, savedAt }, runtimeRestore };
  }

  /**
   * Ends one that failed in the runtime's hands as the runtime tells it, now or later, and any
   * other one at once.
   */
  async #broken(note: RestoreNote, error: unknown): Promise<Result<Restored>> {
    const why = sentence(clip(reasonOf(error), 500));
    if (error instanceof EndUnknown) return (await this.#findEnd(note, why)) ?? this.#goesOn();
    const reason = `${why} ${asTheyWere}`;
    this.#journal.send({ type: 'restore_failed', note, reason, message: null });
    return restoreRefusal(error, reason);
  }

  /** Whoever asked hears of its end by `progress`. */
  #goesOn(): Result<Restored> {
    return { ok: true, value: { view: this.#record.view, outcome: 'restoring', runtimeRestore: null } };
  }

  #done(note: RestoreNote, kind: 'layer' | 'file', runtimeRestore: RuntimeRestore | null): Restored {
    const { view } = this.#journal.send({ type: 'restore_done', note, kind, runtimeRestore }).record;
    return { view, outcome: outcomeOf(kind, runtimeRestore !== null), runtimeRestore };
  }

  #cutOff(note: RestoreNote, why: string): Result<never> {
    const reason = clip(why, 1000);
    const message = `${note.snapshotId} was not restored: ${why}`;
    this.#journal.send({ type: 'restore_failed', note, reason, message });
    return refuse('restore_failed', { reason });
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
   * Finds out how a restore ended that nobody here waits for. The runtime knows: it writes down
   * what it brings in before it changes a file, and brings it to an end after a crash of its own.
   * Throws never: whoever asks has other work.
   */
  async settle(): Promise<void> {
    const note = this.#journal.read()?.internal.restore;
    if (this.#underWay || note?.state !== 'restoring') return;
    try {
      // One of a life that ended before it was sent, or that noted less.
      if (!note.sent) {
        const unknown = layerRestore(this.#record.view.persistedPaths[0], 0);
        note.sent = this.#sentNow(restoreLimitMs(Number.POSITIVE_INFINITY), unknown);
        this.#journal.send({ type: 'restore_noted', note });
      }
      const ended = await this.#findEnd(note, 'It was cut off.');
      if (ended || !this.#isOpen(note) || this.#deps.now() < note.sent.until) return;
      this.#cutOff(note, `It did not come to an end in time. ${eitherWay}`);
    } catch (error) {
      log.error('a restore could not be settled', error, { session: this.#journal.read()?.view.id ?? null });
    }
  }

  /** Whoever asks at the same time may settle it first. */
  #isOpen({ id }: RestoreNote): boolean {
    return this.isUnsettled && this.#journal.read()?.internal.restore?.id === id;
  }

  /**
   * Ends it as the runtime tells it. Null where it goes on, or nobody answers: it is asked again.
   */
  async #findEnd(note: RestoreNote, why: string): Promise<Result<Restored> | null> {
    const { state } = this.#record.view;
    if (state !== 'running') return this.#cutOff(note, `It was cut off when the session became ${state}. ${eitherWay}`);
    const told = await this.#told(note).catch(() => null);
    if (!told || !this.#isOpen(note)) return null;
    if (told === 'unknown') return this.#cutOff(note, `${why} ${eitherWay}`);
    if (told.state === 'failed') return this.#cutOff(note, `${sentence(clip(told.reason ?? why, 800))} ${asTheyWere}`);
    if (told.state === 'applying' && told.reason !== null) return this.#cutOff(note, told.reason);
    if (told.state !== 'done' || !note.sent) return null;
    const runtimeRestore = { ...note.sent.runtimeRestore, verifiedFiles: told.verifiedFiles };
    return { ok: true, value: this.#done(note, 'layer', runtimeRestore) };
  }

  async #told(note: RestoreNote): Promise<Restore | 'unknown'> {
    const told = await this.#ask(note);
    if (told === 'unknown' || told.state !== 'receiving') return told;
    // Whoever sent the content is gone. Content without a byte ends one that still waits for it;
    // any other one the runtime leaves alone.
    const empty = { params: { restoreId: note.id }, body: new Uint8Array() };
    await callRuntime(this.#deps.host, this.#record.view.id, 'receiveRestore', empty).catch((error: unknown) => {
      if (!(error instanceof RuntimeRefusal)) throw error;
    });
    return this.#ask(note);
  }

  /**
   * `unknown` where the runtime has no such name: it is another one, or what was sent was kept as a
   * file.
   */
  async #ask({ id: restoreId }: RestoreNote): Promise<Restore | 'unknown'> {
    try {
      return await callRuntime(this.#deps.host, this.#record.view.id, 'getRestore', { params: { restoreId } });
    } catch (error) {
      if (isRefused(error, 'getRestore', 'not_found')) return 'unknown';
      throw error;
    }
  }
}

const eitherWay = 'The files are as they were, or as the snapshot holds them: restore it again to be sure.';

const asTheyWere = "The session's files are as they were.";
const sentence = (words: string): string => (words.endsWith('.') ? words : `${words}.`);

function layerRestore(appliedPath = '/workspace', bytes: number): RuntimeRestore {
  return { appliedPath, aliasPath: null, bytes, contentType: 'application/zstd', verifiedFiles: 0 };
}
