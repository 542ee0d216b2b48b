// The build coordinators as the rest of the gateway sees them.
import type { BuildLog } from '../../../generated/schemas.ts';
import type { BuildCoordinator } from './coordinator/coordinator.ts';

export class BuildCoordinators {
  readonly #namespace: DurableObjectNamespace<BuildCoordinator>;

  constructor(namespace: DurableObjectNamespace<BuildCoordinator>) {
    this.#namespace = namespace;
  }

  /** Has the build looked at: it begins if it is due. Harmless at any time. */
  nudge(buildId: string): Promise<void> {
    return this.#namespace.getByName(buildId).nudge();
  }

  /** A part of the log of a build that has not ended; null when the coordinator has none. */
  async log(buildId: string, offset: number, waitSeconds: number): Promise<BuildLog | null> {
    return this.#namespace.getByName(buildId).log(offset, waitSeconds);
  }
}
