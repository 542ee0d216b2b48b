// The Workflow that looks after a build: it nudges the build's coordinator and looks again until the build has ended. The build itself
// runs in its coordinator and counts its attempts in D1, so a Workflow that hangs or is lost costs nothing but the nudge.
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers';
import type { Env } from '../../env.ts';
import { Database } from '../../platform/d1.ts';
import type { BuildMessage } from './port.ts';
import { buildStatus, buildWorkflow } from './store.ts';
import { hasEnded } from './transitions.ts';

/** Far above the longest setup with three attempts; the sweep goes on where it ends. */
const rounds = 200;
const noRetries = { retries: { limit: 0, delay: '1 second' } } as const;

interface Look {
  status: string;
  over: boolean;
}

export class BurstFlareBuildWorkflow extends WorkflowEntrypoint<Env, BuildMessage> {
  override async run(event: Readonly<WorkflowEvent<BuildMessage>>, step: WorkflowStep): Promise<string> {
    const { buildId } = event.payload;
    for (let round = 0; round < rounds; round++) {
      const { status, over } = await step.do(`look ${round}`, noRetries, () => this.#look(buildId, event.instanceId));
      if (over) return status;
      await step.sleep(`wait ${round}`, round < 5 ? '10 seconds' : '1 minute');
    }
    return 'left to the sweep';
  }

  async #look(buildId: string, instanceId: string): Promise<Look> {
    const db = new Database(this.env.DB);
    const build = await db.first(buildStatus(buildId));
    if (!build) return { status: 'gone', over: true };
    const { status } = build;
    const over = hasEnded(status);
    // Only while the build is as it was read: one that ends meanwhile says itself how its Workflow is.
    await db.run(buildWorkflow(buildId, instanceId, over ? status : 'running', [status]));
    if (status === 'queued' || status === 'retrying')
      await this.env.BUILD_COORDINATOR.getByName(buildId).nudge('workflow');
    return { status, over };
  }
}
