// The Workflow that looks after a build: it nudges the build's coordinator and looks again until
// the build has ended. The build itself runs in its coordinator and counts its attempts in D1, so a
// Workflow that hangs or is lost costs nothing but the nudge.
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from 'cloudflare:workers';
import type { Env } from '../../env.ts';
import { Database } from '../../platform/d1.ts';
import { type Look, lookAfter, type LookParts } from './look-after.ts';
import type { BuildMessage } from './port.ts';

/** Far above the longest setup with three attempts; the sweep goes on where it ends. */
const rounds = 200;
const noRetries = { retries: { limit: 0, delay: '1 second' } } as const;

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

  #look(buildId: string, instanceId: string): Promise<Look> {
    const parts: LookParts = {
      db: new Database(this.env.DB),
      nudge: (id, source) => this.env.BUILD_COORDINATOR.getByName(id).nudge(source),
    };
    return lookAfter(parts, buildId, instanceId);
  }
}
