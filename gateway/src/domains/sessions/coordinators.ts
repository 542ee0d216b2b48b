// The coordinators as the rest of the gateway sees them: plain calls that throw Problems.
import type { RestoreProgress, SessionEvent } from '../../../generated/schemas.ts';
import { Problem } from '../../errors.ts';
import type { Exit } from '../../platform/runtime-host.ts';
import type { Answer } from './coordinator/commands.ts';
import type { SessionCoordinator } from './coordinator/coordinator.ts';
import type { Cause } from './coordinator/journal.ts';
import type { SaveRequest } from './coordinator/content.ts';
import type { Restored } from './coordinator/restoring.ts';
import type { Command, SessionView } from './record.ts';

function unwrap<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new Problem(answer.code, answer.context);
}

export class SessionCoordinators {
  readonly #namespace: DurableObjectNamespace<SessionCoordinator>;

  constructor(namespace: DurableObjectNamespace<SessionCoordinator>) {
    this.#namespace = namespace;
  }

  async describe(sessionId: string): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).describe());
  }

  async command(sessionId: string, command: Command, cause: Cause, discard = false): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).command(command, cause, discard));
  }

  async save(sessionId: string, request: SaveRequest, cause: Cause): Promise<void> {
    unwrap<null>(await this.#of(sessionId).save(request, cause));
  }

  async restore(sessionId: string, snapshotId: string, cause: Cause): Promise<Restored> {
    return unwrap<Restored>(await this.#of(sessionId).restore(snapshotId, cause));
  }

  async restoreProgress(sessionId: string, snapshotId: string): Promise<RestoreProgress> {
    return unwrap<RestoreProgress>(await this.#of(sessionId).restoreProgress(snapshotId));
  }

  /** Whether the next start restores this snapshot, and needs it. */
  startsFrom(sessionId: string, snapshotId: string): Promise<boolean> {
    return this.#of(sessionId).startsFrom(snapshotId);
  }

  async reachable(sessionId: string): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).reachable());
  }

  async attach(sessionId: string): Promise<SessionView> {
    return unwrap<SessionView>(await this.#of(sessionId).attach());
  }

  async events(sessionId: string, before: number, limit: number): Promise<SessionEvent[]> {
    return unwrap<SessionEvent[]>(await this.#of(sessionId).events(before, limit));
  }

  exited(sessionId: string, instanceId: string, exit: Exit): Promise<void> {
    return this.#of(sessionId).exited(instanceId, exit);
  }

  /** Has the session's ports asked for: the host reports that they changed. */
  rang(sessionId: string, instanceId: string): Promise<void> {
    return this.#of(sessionId).rang(instanceId);
  }

  check(sessionId: string): Promise<void> {
    return this.#of(sessionId).check();
  }

  purge(sessionId: string): Promise<void> {
    return this.#of(sessionId).purge();
  }

  #of(sessionId: string) {
    return this.#namespace.getByName(sessionId);
  }
}
