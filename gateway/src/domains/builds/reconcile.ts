// The sweep's part of builds: begins what is due, and takes up what a crash left behind.
import type { Deps } from '../../deps.ts';
import { auditChange } from '../audit/index.ts';
import * as attempts from './attempt-store.ts';
import * as store from './store.ts';

/** A build that has shown no life for this long is taken up again. */
const stuckMs = 5 * 60_000;
const silence = 'The build showed no life for five minutes.';
const sweepBatch = 100;

type SweepDeps = Pick<Deps, 'db' | 'builds'>;

export async function sweepBuilds(deps: SweepDeps, now: number): Promise<{ nudged: number; recovered: number }> {
  const stuck = await store.buildsStuck(deps.db, now - stuckMs, sweepBatch);
  for (const row of stuck) {
    const { id, workspace_id, lease_id, template_version_id, attempts: begun } = row;
    // A coordinator that lives shows it, however long a step takes: this one died with its isolate.
    const reason = attempts.reasonOf(row, 'cut_off', silence);
    const facts = { workspaceId: workspace_id, actorId: null, targetId: id, detail: { reason, attempts: begun } };
    const event = attempts.isLast(row, 'cut_off') ? 'build.dead_lettered' : 'build.recovered';
    await deps.db.guarded(
      attempts.buildFail(id, lease_id ?? '', 'cut_off', reason, now),
      auditChange({ ip: '', requestId: 'sweep', now }, event, facts),
      attempts.versionFollowFailure(id, template_version_id, reason),
    );
    // Its builder may run on and its log lacks the end, also where no attempt is due any more.
    await deps.builds.nudge(id, 'reconcile');
  }
  const due = await store.buildsDue(deps.db, now, sweepBatch);
  for (const { id, status, workflow_instance_id } of due) {
    if (status === 'building') await deps.builds.nudge(id, 'reconcile');
    else await deps.builds.redispatch(id, workflow_instance_id);
  }
  return { nudged: due.length, recovered: stuck.length };
}
