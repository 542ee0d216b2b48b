// What a build's coordinator does next. Pure: what it knows and what has happened come in; what it
// keeps, what its log tells, and the effects to carry out, come out. `effects.ts` carries them out.
import type { BuildArtifact } from '../../../../generated/schemas.ts';
import { closingLines } from '../artifact.ts';
import type { BuildInput, BuildRow } from '../store.ts';
import { type Ending, hasEnded, type Input as MoveInput, isDue, maxAttempts } from '../transitions.ts';
import { type AttemptState, type BuildRecord, newAttempt } from './record.ts';

/** Should the isolate die in a slice, the next alarm comes after this. */
export const watchdogMs = 30_000;
/** How soon a host that cannot be reached is looked for again. */
export const hostLookMs = 3_000;

export interface Known extends BuildRecord {
  /** As D1 had it when it was last read; null when the build is gone, with its template for one. */
  readonly build: BuildInput | null;
  /** Whether there is a log here. */
  readonly logged: boolean;
  /** When this alarm hands over to the next. */
  readonly until: number;
}

/** What has happened. Each comes with the time. */
export type Happened = { readonly now: number } & (
  | { readonly type: 'looked' }
  | { readonly type: 'stopped'; readonly ok: boolean }
  | { readonly type: 'host'; readonly serves: boolean; readonly leaseId: string; readonly layerId: string }
  /** The row was read again, whether the move was made or not. */
  | { readonly type: 'moved'; readonly made: boolean; readonly move: MoveInput['type'] }
  | { readonly type: 'beaten'; readonly held: boolean }
  | { readonly type: 'stepped'; readonly attempt: AttemptState }
  | { readonly type: 'stored'; readonly artifact: BuildArtifact }
  | { readonly type: 'ended'; readonly ending: Ending; readonly why: string }
);

/** Only the last of a decision's effects may have something happen. */
export type Effect =
  /** Ends the builder and wipes its disk. Happens: stopped. */
  | { readonly type: 'stop' }
  /** Asks whether there is a host for an attempt. Happens: host. */
  | { readonly type: 'ask_host' }
  /** Moves the build's row, and all that goes with it. Happens: moved. */
  | { readonly type: 'move'; readonly input: MoveInput }
  /** Shows in the row that the build lives. Happens: beaten. */
  | { readonly type: 'beat' }
  /** Does the attempt's phase, or a slice of it. Happens: stepped, stored or ended. */
  | { readonly type: 'step' }
  | { readonly type: 'wake'; readonly at: number }
  /** Takes the log of an earlier round back, as a build that is tried again goes on in it. */
  | { readonly type: 'recall' }
  /** Moves the log to object storage. */
  | { readonly type: 'archive' }
  /** Removes all that is kept here. */
  | { readonly type: 'forget' };

export interface Decision {
  /** Kept at once, together with the lines. */
  readonly keep?: AttemptState | null;
  readonly say?: readonly string[];
  /** Lines that an attempt ends with: said once for each attempt. */
  readonly close?: readonly string[];
  readonly effects: readonly Effect[];
}

export function decide(known: Known, happened: Happened): Decision {
  const { now } = happened;
  const { attempt } = known;
  switch (happened.type) {
    case 'looked':
      return isMine(known) ? goOn(known, now) : leave(known, now);
    case 'moved':
      // The row is as the move was decided by, so what it lacked is the layer.
      if (!happened.made && happened.move === 'succeed' && isMine(known))
        return end(known, 'failed', 'A part of the layer was lost while it was stored.', now);
      return isMine(known) ? goOn(known, now) : leave(known, now);
    case 'stopped':
      return happened.ok ? afterwards(known, now) : later(known, now);
    case 'host':
      return happened.serves ? claim(known, happened) : { effects: [wake(now + hostLookMs)] };
    case 'beaten':
      // Without the lease the attempt is nobody's any more, and the next look cleans it up.
      if (!happened.held || now > known.until) return { effects: [wake(now)] };
      return { effects: [{ type: 'step' }] };
    case 'stepped':
      return { keep: happened.attempt, effects: [wake(now + watchdogMs), { type: 'beat' }] };
    case 'stored': {
      if (!attempt) return { effects: [wake(now)] };
      const { leaseId, layerId } = attempt;
      const input: MoveInput = { type: 'succeed', leaseId, layerId, artifact: happened.artifact, now };
      return { effects: [{ type: 'move', input }] };
    }
    case 'ended':
      return end(known, happened.ending, happened.why, now);
  }
}

const wake = (at: number): Effect => ({ type: 'wake', at });

function isMine({ attempt, build }: Known): boolean {
  return attempt !== null && build?.row.status === 'building' && build.row.lease_id === attempt.leaseId;
}

/**
 * The lease is this coordinator's: an attempt that has just begun, or one that a crash cut short.
 */
function goOn({ attempt, build, source }: Known, now: number): Decision {
  const effects = [wake(now + watchdogMs), { type: 'beat' }] as const;
  if (!attempt || !build || attempt.begun) return { effects };
  return { keep: { ...attempt, begun: true }, say: [opening(build, source)], effects };
}

function opening({ row, manifest, bundleDigest }: BuildInput, source: BuildRecord['source']): string {
  const what = bundleDigest
    ? `bundle ${bundleDigest}`
    : manifest.git
      ? `git ${manifest.git.repository}`
      : 'the manifest alone';
  const by = row.workflow_instance_id ? `workflow ${row.workflow_instance_id}` : source;
  return `attempt ${row.attempts} of ${maxAttempts}, begun by ${by}, from ${what}`;
}

function end({ attempt }: Known, ending: Ending, why: string, now: number): Decision {
  if (!attempt) return { effects: [wake(now)] };
  const input: MoveInput = { type: 'end', leaseId: attempt.leaseId, ending, why, now };
  return { effects: [{ type: 'move', input }] };
}

/**
 * The build is nobody's, or over. What an attempt left is ended first: its log, which tells how it
 * ended also where a crash or the sweep ended it, and its builder.
 */
function leave(known: Known, now: number): Decision {
  const { attempt, build, logged } = known;
  if (!attempt) return afterwards(known, now);
  const close = build && logged && attempt.begun ? endOf(build.row) : [];
  return { close, effects: [{ type: 'stop' }] };
}

function endOf(row: BuildRow): string[] {
  if (hasEnded(row.status)) return closingLines(row);
  if (row.status !== 'retrying') return [];
  const seconds = Math.ceil((row.due_at - (row.last_failure_at ?? row.due_at)) / 1000);
  return [...closingLines(row), `the next attempt is due in ${seconds} s`];
}

/** Nothing of an attempt is left. */
function afterwards({ build, logged }: Known, now: number): Decision {
  if (!build) return { keep: null, effects: [{ type: 'forget' }] };
  const { row } = build;
  if (hasEnded(row.status))
    return {
      keep: null,
      close: logged ? closingLines(row) : [],
      effects: logged ? [{ type: 'archive' }, { type: 'forget' }] : [{ type: 'forget' }],
    };
  if (isDue(row, now)) {
    const archived = !logged && row.last_failure_at !== null;
    return { keep: null, effects: [...(archived ? [{ type: 'recall' } as const] : []), { type: 'ask_host' }] };
  }
  // One that is built under another's lease is left to its holder, and to the sweep.
  return { keep: null, effects: row.status === 'building' ? [] : [wake(row.due_at)] };
}

/** The host did not end the builder. The log need not wait for that. */
function later({ build, logged }: Known, now: number): Decision {
  const archive = build && hasEnded(build.row.status) && logged;
  return { effects: [...(archive ? [{ type: 'archive' } as const] : []), wake(now + hostLookMs)] };
}

/** An attempt on no machine would be one more that is cut off: so a build waits for its host. */
function claim({ source }: Known, { leaseId, layerId, now }: Extract<Happened, { type: 'host' }>): Decision {
  const input: MoveInput = { type: 'claim', leaseId, source, now };
  return { keep: newAttempt(leaseId, layerId), effects: [{ type: 'move', input }] };
}
