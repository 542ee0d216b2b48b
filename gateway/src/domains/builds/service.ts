// Builds: list them, read their logs and artifacts, try them again.
import type { BuildArtifact, BuildLog } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import type { Caller, SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { auditBy } from '../audit/index.ts';
import { artifactOf, closingLines } from './artifact.ts';
import { logPart } from './coordinator/log.ts';
import { buildObjectKey } from './documents.ts';
import { movedWith, moveStatements } from './moves.ts';
import * as store from './store.ts';
import { hasEnded, transition } from './transitions.ts';

export function listBuilds({ deps, caller }: SignedIn, filter: Parameters<typeof store.buildList>[2]) {
  return store.buildList(deps.db, caller.workspaceId, filter);
}

/** What a build's log is read with: by a request, or by a stream of it. */
export interface LogScope {
  deps: Pick<Deps, 'db' | 'builds' | 'objects'>;
  caller: Pick<Caller, 'workspaceId'>;
}

export async function getBuild(
  { deps, caller }: Pick<LogScope, 'caller'> & { deps: Pick<Deps, 'db'> },
  id: string,
): Promise<store.BuildRow> {
  const row = await store.buildFind(deps.db, caller.workspaceId, id);
  if (!row) throw new Problem('not_found', { what: 'build' });
  return row;
}

export async function getArtifact(scope: SignedIn, id: string): Promise<BuildArtifact> {
  const row = await getBuild(scope, id);
  const artifact = artifactOf(row);
  if (!artifact) throw new Problem('build_not_finished', { state: row.status, buildId: id });
  return artifact;
}

export async function readLog(scope: LogScope, id: string, offset: number, waitSeconds: number): Promise<BuildLog> {
  const row = await getBuild(scope, id);
  const { deps, caller } = scope;
  const ended = hasEnded(row.status);
  // The coordinator has it until it is moved, a little after the build has ended. What object
  // storage has before that is the log up to the time when the build was given up.
  if (!ended || hasRun(row)) {
    const part = await deps.builds.log(id, offset, ended ? 0 : waitSeconds);
    const atEnd = ended && part?.text === '' && waitSeconds > 0;
    if (part) return (atEnd ? await deps.builds.log(id, offset, waitSeconds) : null) ?? part;
  }
  const text = await deps.objects.builds.getText(buildObjectKey(caller.workspaceId, id, 'log.txt'));
  return partOf(text ?? (ended ? summary(row) : ''), offset, ended);
}

function partOf(text: string, offset: number, complete: boolean): BuildLog {
  const bytes = new TextEncoder().encode(text);
  const slice = bytes.subarray(offset, offset + 128 * 1024);
  const last = offset + slice.byteLength >= bytes.byteLength;
  return logPart(slice, Math.min(offset, bytes.byteLength), complete && last);
}

const hasRun = (row: store.BuildRow): boolean => row.attempts + row.cut_offs > 0;

/** The log of a build that had nothing to run, or whose log was lost with its coordinator. */
function summary(row: store.BuildRow): string {
  const nothingRan = row.reused_from_build_id
    ? `the layer of ${row.reused_from_build_id}, made from the same input`
    : 'the manifest alone: nothing to run';
  const lines = [hasRun(row) ? 'what it printed was lost' : nothingRan, ...closingLines(row)];
  return lines.map((line) => `[burstflare] ${line}\n`).join('');
}

export async function retryBuild(scope: SignedIn, id: string): Promise<store.BuildRow> {
  const row = await getBuild(scope, id);
  if (await queueAgain(scope, row)) return getBuild(scope, id);
  const { status } = await getBuild(scope, id);
  throw new Problem('build_state', { state: status, allowed: ['dead_lettered'] });
}

/** Returns false where the build was not given up, or somebody else tries it again already. */
async function queueAgain(scope: SignedIn, row: store.BuildRow): Promise<boolean> {
  const { deps, caller, now } = scope;
  const move = transition(row, { type: 'retry', now });
  if (!move) return false;
  const audited = moveStatements(row, move, ({ event, detail }) => auditBy(scope, event, row.id, detail));
  if (!(await deps.db.guarded(...audited))) return false;
  deps.feed.changed(caller.workspaceId, ...movedWith(row));
  await deps.builds.dispatch(row.id);
  return true;
}

export async function retryDeadLettered(scope: SignedIn): Promise<string[]> {
  const dead = await store.deadLettered(scope.deps.db, scope.caller.workspaceId);
  const queued: string[] = [];
  for (const row of dead) if (await queueAgain(scope, row)) queued.push(row.id);
  return queued;
}
