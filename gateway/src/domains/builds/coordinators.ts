// Builds by way of their coordinators: one Durable Object each, set going by a Workflow, a queue,
// or directly.
import type { BuildLog } from '../../../generated/schemas.ts';
import { Problem } from '../../errors.ts';
import type { Database } from '../../platform/d1.ts';
import type { Log } from '../../platform/log.ts';
import { buildWorkflow } from './store.ts';
import type { BuildMessage, BuildObject, Builds, ExecutionSource } from './port.ts';

/** The first that is there dispatches builds; with neither, the coordinator is asked directly. */
export interface BuildDispatcher {
  workflow: Workflow<BuildMessage> | undefined;
  queue: Queue<BuildMessage> | undefined;
}

export interface DispatchParts {
  db: Database;
  log: Log;
  /** A name that no instance of a Workflow had before. */
  newName: () => string;
}

/** How an instance is that will never look after its build again. */
const over: InstanceStatus['status'][] = ['errored', 'terminated', 'complete', 'unknown'];

export class BuildCoordinators implements Builds {
  readonly #namespace: DurableObjectNamespace<BuildObject>;
  readonly #dispatcher: BuildDispatcher;
  readonly #parts: DispatchParts;

  constructor(namespace: DurableObjectNamespace<BuildObject>, dispatcher: BuildDispatcher, parts: DispatchParts) {
    this.#namespace = namespace;
    this.#dispatcher = dispatcher;
    this.#parts = parts;
  }

  async dispatch(buildId: string): Promise<void> {
    await this.#dispatch(buildId, 'direct');
  }

  /**
   * The same for a build that is due and that nobody has begun. Where the Workflow that was to look
   * after it lives, or none can be made, its coordinator is asked: the build begins, and there are
   * never two that look after it.
   */
  async redispatch(buildId: string, instanceId: string | null): Promise<void> {
    const lookedAfter = instanceId !== null && (await this.#lives(instanceId));
    if (lookedAfter || !(await this.#dispatch(buildId, 'reconcile'))) await this.nudge(buildId, 'reconcile');
  }

  async #dispatch(buildId: string, self: ExecutionSource): Promise<boolean> {
    const { workflow, queue } = this.#dispatcher;
    const { db, log, newName } = this.#parts;
    try {
      if (workflow) {
        // An id of its own each time: a build that is tried again gets a new instance. It is noted
        // before there is an instance, so that none is ever unknown to the sweep.
        const id = `${buildId}-${newName()}`;
        await db.run(buildWorkflow(buildId, id, 'queued', ['queued', 'retrying']));
        await workflow.create({ id, params: { buildId } });
      } else if (queue) await queue.send({ buildId });
      else await this.nudge(buildId, self);
      return true;
    } catch (error) {
      // The build is queued already: a request that failed for this would be sent again, and make a
      // second version.
      log.error('build was not dispatched', error, { build: buildId });
      return false;
    }
  }

  async #lives(instanceId: string): Promise<boolean> {
    try {
      const instance = await this.#dispatcher.workflow?.get(instanceId);
      return instance !== undefined && !over.includes((await instance.status()).status);
    } catch {
      // Noted, and never made or long forgotten.
      return false;
    }
  }

  nudge(buildId: string, source: ExecutionSource): Promise<void> {
    return this.#namespace.getByName(buildId).nudge(source);
  }

  async log(buildId: string, offset: number, waitSeconds: number): Promise<BuildLog | null> {
    const read = await this.#namespace.getByName(buildId).log(offset, waitSeconds);
    if ('tooNew' in read) throw new Problem('record_too_new', { what: 'build', ...read.tooNew });
    return read.part;
  }
}
