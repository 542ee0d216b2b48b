// The sweep's part of builds: begins what is due, and takes up what a crash left behind.
import type { Deps } from '../../deps.ts';
import { makeMove, movedWith } from './moves.ts';
import * as store from './store.ts';
import { stuckMs, transition } from './transitions.ts';

const sweepBatch = 100;

type SweepDeps = Pick<Deps, 'db' | 'builds' | 'feed' | 'log'>;

export async function sweepBuilds(deps: SweepDeps, now: number): Promise<{ nudged: number; recovered: number }> {
  const stuck = await store.buildsStuck(deps.db, now - stuckMs, sweepBatch);
  for (const row of stuck) {
    const move = transition(row, { type: 'sweep', now });
    if (move && (await makeMove(deps.db, row, move, { ip: '', requestId: 'sweep', now })))
      deps.feed.changed(row.workspace_id, ...movedWith(row));
    // Its builder may run on and its log lacks the end, also where no attempt is due any more.
    await each(deps, row.id, () => deps.builds.nudge(row.id, 'reconcile'));
  }
  const due = await store.buildsDue(deps.db, now, sweepBatch);
  for (const { id, status, workflow_instance_id } of due) {
    const look = () => deps.builds.nudge(id, 'reconcile');
    await each(deps, id, status === 'building' ? look : () => deps.builds.redispatch(id, workflow_instance_id));
  }
  return { nudged: due.length, recovered: stuck.length };
}

/** A build that cannot be looked at holds up no other one; the next sweep tries it again. */
async function each({ log }: SweepDeps, build: string, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    log.error('build could not be nudged', error, { build });
  }
}
