// Builds: list them, read their logs and artifacts, try them again.
import type { BuildArtifact, BuildLog } from '../../../generated/schemas.ts';
import type { Deps } from '../../deps.ts';
import type { Caller, SignedIn } from '../../scope.ts';
import { Problem } from '../../errors.ts';
import { auditBy } from '../audit/index.ts';
import { artifactOf, closingLines } from './artifact.ts';
import { logPart } from './coordinator/log.ts';
import { buildObjectKey } from './documents.ts';
import * as store from './store.ts';

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
  if (!store.hasEnded(row.status)) {
    const part = await deps.builds.log(id, offset, waitSeconds);
    return part ?? { offset, nextOffset: offset, complete: false, text: '' };
  }
  const text = await deps.objects.builds.getText(buildObjectKey(caller.workspaceId, id, 'log.txt'));
  // Between the row's end and the log's move it is still with the coordinator.
  if (text === null && hasRun(row)) {
    const part = await deps.builds.log(id, offset, waitSeconds);
    if (part) return part;
  }
  const bytes = new TextEncoder().encode(text ?? summary(row));
  const slice = bytes.subarray(offset, offset + 128 * 1024);
  const last = offset + slice.byteLength >= bytes.byteLength;
  return logPart(slice, Math.min(offset, bytes.byteLength), last);
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
  const { deps, caller, now } = scope;
  const requeued = await deps.db.guarded(
    store.buildRequeue(caller.workspaceId, id, now),
    store.versionRebuild(row.template_version_id),
    auditBy(scope, 'build.retried', id),
  );
  if (!requeued) throw new Problem('build_state', { state: row.status, allowed: ['failed', 'dead_lettered'] });
  deps.feed.changed(caller.workspaceId, { kind: 'build', id }, { kind: 'version', id: row.template_version_id });
  await deps.builds.dispatch(id);
  return getBuild(scope, id);
}

export async function retryDeadLettered(scope: SignedIn): Promise<string[]> {
  const dead = await store.deadLettered(scope.deps.db, scope.caller.workspaceId);
  for (const { id } of dead) await retryBuild(scope, id);
  return dead.map(({ id }) => id);
}
