// The build coordinators as the rest of the gateway sees them.
import type { BuildLog } from '../../../generated/schemas.ts';
import { log } from '../../platform/log.ts';
import type { BuildCoordinator } from './coordinator/coordinator.ts';
import type { ExecutionSource } from './store.ts';

export interface BuildMessage {
  buildId: string;
}

/** The first that is there dispatches builds; with neither, the coordinator is asked directly. */
export interface BuildDispatcher {
  workflow: Workflow<BuildMessage> | undefined;
  queue: Queue<BuildMessage> | undefined;
}

export class BuildCoordinators {
  readonly #namespace: DurableObjectNamespace<BuildCoordinator>;

  readonly #dispatcher: BuildDispatcher;

  constructor(namespace: DurableObjectNamespace<BuildCoordinator>, dispatcher: BuildDispatcher) {
    this.#namespace = namespace;
    this.#dispatcher = dispatcher;
  }

  /** Sets a queued build going, the way this deployment does. What gets lost on that way is made good by the sweep. */
  async dispatch(buildId: string): Promise<void> {
    const { workflow, queue } = this.#dispatcher;
    try {
      // An id of its own each time: a build that is tried again gets a new instance.
      if (workflow) await workflow.create({ id: `${buildId}-${crypto.randomUUID()}`, params: { buildId } });
      else if (queue) await queue.send({ buildId });
      else await this.nudge(buildId, 'direct');
    } catch (error) {
      // The build is queued already: a request that failed for this would be sent again, and make a second version.
      log.error('build was not dispatched', error, { build: buildId });
    }
  }

  /** Has the build looked at: it begins if it is due. Harmless at any time. */
  nudge(buildId: string, source: ExecutionSource): Promise<void> {
    return this.#namespace.getByName(buildId).nudge(source);
  }

  /** A part of the log of a build that has not ended; null when the coordinator has none. */
  async log(buildId: string, offset: number, waitSeconds: number): Promise<BuildLog | null> {
    return this.#namespace.getByName(buildId).log(offset, waitSeconds);
  }
}
