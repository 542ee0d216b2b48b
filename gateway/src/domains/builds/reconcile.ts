// The sweep's part of builds: begins what is due, and takes up what a crash left behind.
import type { Deps } from '../../deps.ts';
import { auditChange } from '../audit/index.ts';
import * as store from './store.ts';

/** A build that has shown no life for this long is taken up again. */
const stuckMs = 5 * 60_000;
const reason = 'The build showed no life for five minutes.';
const sweepBatch = 100;

type SweepDeps = Pick<Deps, 'db' | 'builds'>;

export async function sweepBuilds(deps: SweepDeps, now: number): Promise<{ nudged: number; recovered: number }> {
  const stuck = await store.buildsStuck(deps.db, now - stuckMs, sweepBatch);
  for (const { id, workspace_id, lease_id, template_version_id, attempts } of stuck) {
    const facts = { workspaceId: workspace_id, actorId: null, targetId: id, detail: { reason, attempts } };
    const event = attempts >= store.maxAttempts ? 'build.dead_lettered' : 'build.recovered';
    await deps.db.guarded(
      store.buildFail(id, lease_id ?? '', reason, now),
      auditChange({ ip: '', requestId: 'sweep', now }, event, facts),
      store.versionFollowFailure(id, template_version_id, reason),
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
