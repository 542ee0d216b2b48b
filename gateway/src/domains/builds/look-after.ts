// One look of the Workflow that looks after a build: it nudges the coordinator of one that waits,
// and notes in the row how the Workflow is.
import type { Database } from '../../platform/d1.ts';
import type { Builds } from './port.ts';
import { buildStatus, buildWorkflow } from './store.ts';
import { hasEnded } from './transitions.ts';

export interface Look {
  status: string;
  /** The build needs no Workflow any more. */
  over: boolean;
}

export interface LookParts {
  db: Database;
  nudge: Builds['nudge'];
}

export async function lookAfter({ db, nudge }: LookParts, buildId: string, instanceId: string): Promise<Look> {
  const build = await db.first(buildStatus(buildId));
  if (!build) return { status: 'gone', over: true };
  const { status } = build;
  const over = hasEnded(status);
  // Only while the build is as it was read: one that ends meanwhile says itself how its Workflow
  // is.
  await db.run(buildWorkflow(buildId, instanceId, over ? status : 'running', [status]));
  if (status === 'queued' || status === 'retrying') await nudge(buildId, 'workflow');
  return { status, over };
}
